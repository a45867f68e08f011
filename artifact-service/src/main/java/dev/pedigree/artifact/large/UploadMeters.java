package dev.pedigree.artifact.large;

import dev.pedigree.chassis.db.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// Tells how many uploads of large blobs there are, by their state: `open` ones, those that are `verifying` (what is
/// still to be read back), and those that have `failed`. All replicas share them, so each tells the same.
public final class UploadMeters {
    /// One look at the table answers all gauges, and whoever asks again soon after.
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final SessionTable table = new SessionTable();
    private final Database database;
    private Map<Session.State, Integer> counts = Map.of();
    private long counted;

    public UploadMeters(Database database) {
        this.database = database;
    }

    public void bindTo(MeterRegistry meters) {
        for (Session.State state : Session.State.values()) {
            Gauge.builder("pedigree.artifact.uploads", () -> count(state))
                    .description("Uploads of large blobs")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }

    private synchronized int count(Session.State state) {
        if (counts.isEmpty() || System.nanoTime() - counted > FRESH.toNanos()) {
            counts = database.read(table::countByState);
            counted = System.nanoTime();
        }
        return counts.get(state);
    }
}
