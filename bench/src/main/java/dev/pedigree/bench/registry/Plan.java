package dev.pedigree.bench.registry;

import dev.pedigree.bench.Progress;
import dev.pedigree.bench.Window;
import java.time.Duration;

/// How many runs there are and how long each takes, so that the whole ends in time whatever the scale.
final class Plan {
    static final int ROUNDS = 5;

    /// Reads know every model's first versions only, so that ours and the floor's read about as many rows.
    static final int VERSIONS_READ = 100;

    /// Two cores take that long to compile what five JVMs run, and compile it instead of running it.
    static final Duration COLD_START = Duration.ofSeconds(40);

    private static final int CREATES_PER_ROUND = 4 * 2;
    private static final int READS_PER_ROUND = 3 * 3;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration LENGTH = Duration.ofSeconds(6);
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration ALL_RUNS = Duration.ofMinutes(21);

    private Plan() {}

    static Window window(double scale) {
        Duration wanted = Duration.ofNanos((long) (LENGTH.toNanos() * scale));
        Duration longest = ALL_RUNS.dividedBy(runs()).minus(WARM_UP);
        if (wanted.compareTo(longest) > 0) {
            Progress.say("runs of %s, not %s: the whole is to end within 25 minutes", longest, wanted);
            return new Window(WARM_UP, longest);
        }
        return new Window(WARM_UP, wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted);
    }

    static int runs() {
        return ROUNDS * (CREATES_PER_ROUND + READS_PER_ROUND);
    }
}
