package dev.pedigree.artifact.scrub;

import dev.pedigree.chassis.host.Rounds;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Scrubs at a set rate.
public final class Scrubber {
    private static final Logger LOGGER = LoggerFactory.getLogger(Scrubber.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Scrub scrub;
    private final long bytesPerSecond;

    private Scrubber(Scrub scrub, long bytesPerSecond) {
        this.scrub = scrub;
        this.bytesPerSecond = bytesPerSecond;
    }

    public static Rounds start(Scrub scrub, long bytesPerSecond) {
        return Rounds.start("scrubber", new Scrubber(scrub, bytesPerSecond)::once);
    }

    /// Reads one container, and answers how long to rest for it.
    private Duration once() {
        long began = System.nanoTime();
        Duration atLeast = next().map(this::time).orElse(PAUSE);
        return Duration.ofNanos(Math.max(0, atLeast.toNanos() - (System.nanoTime() - began)));
    }

    private Optional<Long> next() {
        try {
            return scrub.next();
        } catch (RuntimeException failure) {
            LOGGER.warn("scrubbing stops for a while", failure);
            return Optional.empty();
        }
    }

    /// How long reading so much may take.
    private Duration time(long bytes) {
        return Duration.ofNanos(Math.round(bytes * 1e9 / bytesPerSecond));
    }
}
