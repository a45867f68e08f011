package dev.pedigree.artifact.sweep;

import dev.pedigree.chassis.fault.Unavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sweeps again and again until it is closed.
public final class Sweeper implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sweep sweep;
    private final Duration pause;
    private final Thread thread = Thread.ofVirtual().name("sweeper").unstarted(this::work);

    private Sweeper(Sweep sweep, Duration pause) {
        this.sweep = sweep;
        this.pause = pause;
    }

    public static Sweeper start(Sweep sweep, Duration pause) {
        Sweeper sweeper = new Sweeper(sweep, pause);
        sweeper.thread.start();
        return sweeper;
    }

    private void work() {
        try {
            while (true) {
                Thread.sleep(pause);
                once();
            }
        } catch (InterruptedException _) {
            LOGGER.debug("the sweeper was closed");
        }
    }

    private void once() throws InterruptedException {
        try {
            sweep.run();
        } catch (Unavailable unavailable) {
            LOGGER.info("no sweep: {}", unavailable.getMessage());
        } catch (RuntimeException failure) {
            LOGGER.warn("a sweep did not come to its end; the next one will go on", failure);
        }
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
