package dev.pedigree.registry.mutation;

import dev.pedigree.chassis.db.Database;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes replies that nobody can ask for any more, a few at a time, so that no transaction is long.
public final class ReplySweeper implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReplySweeper.class);
    private static final int BATCH = 1000;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /// Several processes may sweep at once: none waits for a row that another has in hand.
    private static final String SWEEP = """
            delete from reply where (project, caller, request_id) in (
              select project, caller, request_id from reply
              where created_at < clock_timestamp() - make_interval(days => 7)
              limit ? for update skip locked)""";

    private final Database database;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reply-sweeper").factory());

    private ReplySweeper(Database database) {
        this.database = database;
    }

    public static ReplySweeper start(Database database) {
        ReplySweeper sweeper = new ReplySweeper(database);
        ScheduledFuture<?> _ = sweeper.schedule.scheduleWithFixedDelay(
                sweeper::sweepAll, PAUSE.toSeconds(), PAUSE.toSeconds(), TimeUnit.SECONDS);
        return sweeper;
    }

    private void sweepAll() {
        try {
            int removed;
            do {
                removed = sweep(database);
            } while (removed == BATCH);
        } catch (RuntimeException failure) {
            LOGGER.warn("old replies stay until the next attempt", failure);
        }
    }

    static int sweep(Database database) {
        return database.write(sql -> sql.query(SWEEP, BATCH).execute());
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
