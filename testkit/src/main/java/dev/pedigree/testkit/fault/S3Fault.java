package dev.pedigree.testkit.fault;

/// What can become of a request to S3.
public sealed interface S3Fault {
    S3Fault INTERNAL_ERROR = new Answer(500, "InternalError");
    S3Fault SLOW_DOWN = new Answer(503, "SlowDown");
    S3Fault CONFLICT = new Answer(409, "ConditionalRequestConflict");
    S3Fault PRECONDITION_FAILED = new Answer(412, "PreconditionFailed");

    /// It is refused; S3 never hears of it.
    record Answer(int status, String code) implements S3Fault {}

    /// It is taken and never answered; S3 never hears of it.
    record Hang() implements S3Fault {}

    /// Its connection breaks; S3 never hears of it.
    record Reset() implements S3Fault {}

    /// S3 does what it asks, and the answer is lost.
    record DropAnswer() implements S3Fault {}

    /// The answer ends in the middle of its body.
    record CutAnswer() implements S3Fault {}

    /// One bit of the answer's body is another.
    record DamageAnswer() implements S3Fault {}

    /// One bit of its body is another when it comes to S3, so that its checksum is wrong.
    record DamageRequest() implements S3Fault {}
}
