package dev.pedigree.chassis.feed;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait before connecting again: longer after each failure, and never the same for two readers.
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private Duration present = FIRST;

    Duration next() {
        Duration pause =
                Duration.ofMillis(ThreadLocalRandom.current().nextLong(present.toMillis() / 2, present.toMillis() + 1));
        Duration doubled = present.multipliedBy(2);
        present = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return pause;
    }

    void reset() {
        present = FIRST;
    }
}
