package dev.pedigree.testkit.fault;

import java.util.stream.Stream;

/// What can become of a request to S3.
public sealed interface S3Fault {
    S3Fault INTERNAL_ERROR = new Answer(500, "InternalError");
    S3Fault SLOW_DOWN = new Answer(503, "SlowDown");
    S3Fault CONFLICT = new Answer(409, "ConditionalRequestConflict");
    S3Fault NO_BUCKET = new Answer(404, "NoSuchBucket");
    S3Fault PRECONDITION_FAILED = new Answer(412, "PreconditionFailed");

    /// What can become of a request that writes.
    static Stream<S3Fault> writing() {
        return Stream.of(
                INTERNAL_ERROR,
                SLOW_DOWN,
                NO_BUCKET,
                CONFLICT,
                PRECONDITION_FAILED,
                new Hang(),
                new Reset(),
                new DropAnswer(),
                new DamageRequest());
    }

    /// What can become of a request that reads, so that one who does not know the bytes sees it too.
    static Stream<S3Fault> reading() {
        return Stream.of(
                INTERNAL_ERROR, SLOW_DOWN, NO_BUCKET, new Hang(), new Reset(), new DropAnswer(), new CutAnswer());
    }

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

    /// The answer's body comes byte by byte, never so late that a single read would take long.
    record Trickle() implements S3Fault {}

    /// One bit of the answer's body is another.
    record DamageAnswer() implements S3Fault {}

    /// One bit of its body is another when it comes to S3, so that its checksum is wrong.
    record DamageRequest() implements S3Fault {}
}
