package dev.pedigree.lifecycle.retirement;

import java.time.Instant;
import java.util.Optional;

/// When one deployment ran. Without an end it still runs.
public record ServicePeriod(Instant start, Optional<Instant> end) {

    public ServicePeriod {
        if (end.filter(start::isAfter).isPresent()) {
            throw new IllegalArgumentException(
                    "a service period that ends before it starts: " + start + " to " + end.get());
        }
    }

    boolean isLive() {
        return end.isEmpty();
    }
}
