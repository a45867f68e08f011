package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// UNAVAILABLE: something behind this server does not answer; the outermost client may try again.
public final class Unavailable extends Fault {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Duration retryAfter;

    public Unavailable(ErrorReason reason, String message, Duration retryAfter, Map<String, String> metadata) {
        super(reason, message, metadata);
        this.retryAfter = retryAfter;
    }

    Unavailable(Received received, Optional<Duration> retryAfter) {
        super(received);
        this.retryAfter = retryAfter.orElse(SOON);
    }

    /// A store or service behind this one does not answer; nothing was done.
    public static Unavailable dependency(String name) {
        return dependency(name, SOON);
    }

    public static Unavailable dependency(String name, Duration retryAfter) {
        return new Unavailable(
                ErrorReason.ERROR_REASON_DEPENDENCY_UNAVAILABLE,
                name + " does not answer",
                retryAfter,
                Map.of("dependency", name));
    }

    /// The connection broke while the answer was due: the work may be done or not.
    public static Unavailable unknownOutcome(String name) {
        return new Unavailable(
                ErrorReason.ERROR_REASON_DEPENDENCY_UNAVAILABLE,
                name + " did not say whether it took effect; retry with the same request_id",
                SOON,
                Map.of("dependency", name, "outcome", "unknown"));
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
