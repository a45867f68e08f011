package dev.pedigree.artifact.blob;

import static dev.pedigree.artifact.jooq.Tables.PROJECT;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pedigree.chassis.db.Database;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Gives what is remembered of a project's blobs a number, and another one after every quarantine, whichever
/// replica put the blob away. So what was remembered before is never found again, also if it is written down only
/// afterwards.
final class Soundness {
    private static final int REMEMBERED = 100_000;

    private final Database database;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Cache<Project, Since> projects =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    Soundness(Database database) {
        this.database = database;
    }

    private record Since(long quarantines, int number) {}

    /// The number by now. Whatever is read from the database from now on may be remembered under it.
    int number(Project project) {
        long quarantines = database.read(sql -> sql.select(PROJECT.QUARANTINES)
                .from(PROJECT)
                .where(PROJECT.ID.eq(project.id()))
                .fetchSingle()
                .value1());
        return projects.asMap()
                .compute(
                        project,
                        (_, known) -> known != null && known.quarantines() >= quarantines
                                ? known
                                : new Since(quarantines, numbers.incrementAndGet()))
                .number();
    }

    /// The number when it was last asked for, if it was.
    Optional<Integer> lastNumber(Project project) {
        return Optional.ofNullable(projects.getIfPresent(project)).map(Since::number);
    }
}
