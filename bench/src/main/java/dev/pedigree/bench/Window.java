package dev.pedigree.bench;

import java.time.Duration;

/// When a run counts: after a time to get warm, for a time long enough to be steady.
public record Window(Duration warmUp, Duration length) {
    public Window {
        if (warmUp.isNegative() || !length.isPositive()) {
            throw new IllegalArgumentException(warmUp + ", " + length);
        }
    }

    public Duration total() {
        return warmUp.plus(length);
    }
}
