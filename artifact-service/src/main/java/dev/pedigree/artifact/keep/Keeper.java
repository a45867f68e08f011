package dev.pedigree.artifact.keep;

import static dev.pedigree.artifact.jooq.Tables.KEEPER;
import static org.jooq.impl.DSL.excluded;

import dev.pedigree.chassis.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets one replica at a time do what one is enough for: follow the feed, sweep, scrub.
///
/// The one who has the row of `keeper` does it, for a term that it renews; when it is gone, another takes over. That
/// saves work and nothing else: whatever is done would be right if two did it at once, as they may for a moment.
public final class Keeper implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Keeper.class);
    private static final Duration TERM = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final UUID name = UUID.randomUUID();
    private final Database database;
    private final Supplier<AutoCloseable> duties;
    private final Thread thread = Thread.ofVirtual().name("keeper").unstarted(this::keep);
    private Optional<AutoCloseable> running = Optional.empty();

    private Keeper(Database database, Supplier<AutoCloseable> duties) {
        this.database = database;
        this.duties = duties;
    }

    /// @param duties begins what there is to do; closed, it ends
    public static Keeper start(Database database, Supplier<AutoCloseable> duties) {
        Keeper keeper = new Keeper(database, duties);
        keeper.thread.start();
        return keeper;
    }

    private void keep() {
        try {
            while (true) {
                if (hasTerm()) {
                    begin();
                } else {
                    end();
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            end();
        }
    }

    private void begin() {
        if (running.isEmpty()) {
            try {
                running = Optional.of(duties.get());
            } catch (RuntimeException failure) {
                LOGGER.warn("the store cannot be looked after; trying again", failure);
            }
        }
    }

    private void end() {
        running.ifPresent(work -> {
            try {
                work.close();
            } catch (Exception failure) {
                LOGGER.warn("the work of the keeper did not end cleanly", failure);
            }
        });
        running = Optional.empty();
    }

    private boolean hasTerm() {
        try {
            return database.write(sql -> sql.insertInto(KEEPER)
                            .set(KEEPER.HOLDER, name)
                            .set(KEEPER.UNTIL, fromNow(TERM))
                            .onConflict(KEEPER.ONE)
                            .doUpdate()
                            .set(KEEPER.HOLDER, excluded(KEEPER.HOLDER))
                            .set(KEEPER.UNTIL, excluded(KEEPER.UNTIL))
                            .where(KEEPER.HOLDER.eq(name).or(KEEPER.UNTIL.lt(DSL.currentInstant())))
                            .execute())
                    > 0;
        } catch (RuntimeException failure) {
            LOGGER.warn("who keeps the store cannot be found out", failure);
            return false;
        }
    }

    private static Field<Instant> fromNow(Duration duration) {
        return DSL.currentInstant().add(DayToSecond.valueOf(duration));
    }

    /// Ends the work and the term, so that another need not wait for its end.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        try {
            database.write(sql -> sql.update(KEEPER)
                    .set(KEEPER.UNTIL, DSL.currentInstant())
                    .where(KEEPER.HOLDER.eq(name))
                    .execute());
        } catch (RuntimeException failure) {
            LOGGER.debug("the term ends by itself", failure);
        }
    }
}
