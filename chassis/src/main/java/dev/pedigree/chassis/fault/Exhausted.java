package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// RESOURCE_EXHAUSTED: too much at once; the same call may succeed after a while.
public final class Exhausted extends Fault {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Duration retryAfter;

    public Exhausted(String message) {
        this(ErrorReason.ERROR_REASON_OVERLOADED, message, SOON, Map.of());
    }

    public Exhausted(ErrorReason reason, String message, Duration retryAfter, Map<String, String> metadata) {
        super(reason, message, metadata);
        this.retryAfter = retryAfter;
    }

    Exhausted(Received received, Optional<Duration> retryAfter) {
        super(received);
        this.retryAfter = retryAfter.orElse(SOON);
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
