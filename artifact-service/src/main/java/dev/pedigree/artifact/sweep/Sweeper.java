package dev.pedigree.artifact.sweep;

import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.host.Rounds;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sweeps again and again.
public final class Sweeper {
    private static final Logger LOGGER = LoggerFactory.getLogger(Sweeper.class);

    private Sweeper() {}

    /// Begins with a pause.
    public static Rounds start(Sweep sweep, Duration pause) {
        return Rounds.start("sweeper", () -> {
            Thread.sleep(pause);
            once(sweep);
            return Duration.ZERO;
        });
    }

    private static void once(Sweep sweep) throws InterruptedException {
        try {
            sweep.run();
        } catch (Unavailable unavailable) {
            LOGGER.info("no sweep: {}", unavailable.getMessage());
        } catch (RuntimeException failure) {
            LOGGER.warn("a sweep did not come to its end; the next one will go on", failure);
        }
    }
}
