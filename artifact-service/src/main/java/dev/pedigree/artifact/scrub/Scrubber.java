package dev.pedigree.artifact.scrub;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Scrubs at a set rate until it is closed.
public final class Scrubber implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Scrubber.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Scrub scrub;
    private final long bytesPerSecond;
    private final Thread thread = Thread.ofVirtual().name("scrubber").unstarted(this::work);

    private Scrubber(Scrub scrub, long bytesPerSecond) {
        this.scrub = scrub;
        this.bytesPerSecond = bytesPerSecond;
    }

    /// @param bytesPerSecond 0: not at all
    public static Scrubber start(Scrub scrub, long bytesPerSecond) {
        Scrubber scrubber = new Scrubber(scrub, bytesPerSecond);
        if (bytesPerSecond > 0) {
            scrubber.thread.start();
        }
        return scrubber;
    }

    private void work() {
        try {
            while (true) {
                long began = System.nanoTime();
                Duration atLeast = next().map(this::time).orElse(PAUSE);
                long left = atLeast.toNanos() - (System.nanoTime() - began);
                Thread.sleep(Duration.ofNanos(Math.max(0, left)));
            }
        } catch (InterruptedException _) {
            LOGGER.debug("the scrubber was closed");
        }
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

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
