package dev.pedigree.artifact.blob;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pedigree.chassis.db.Database;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// For projects in use, a filter of all digests they have, so that the database is not asked for what is surely new.
///
/// A filter is loaded in the background when a project is first asked about; until then, and for projects that are too
/// large, the database is asked. What this replica stores is added at once, what others store is looked for every
/// `REFRESH`. It is looked for in containers with higher numbers than those that were read, and one that was numbered
/// early and committed late is passed over. Whoever is told of such a blob that it is missing sends it once more, and
/// it is known from then on. Where more would come of it, the filter is not used.
final class KnownDigests {
    private static final Logger LOGGER = LoggerFactory.getLogger(KnownDigests.class);
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final long LEAST = 100_000;

    /// To see that a project is too large all its rows are counted, so it is not done again soon.
    private static final Duration TOO_LARGE_FOR = Duration.ofMinutes(10);

    private static final int TOO_LARGE_REMEMBERED = 100_000;

    private final Database database;
    private final BlobTable table;
    private final long memory;
    private final Cache<Project, Known> projects;
    private final Cache<Project, Long> tooLarge = Caffeine.newBuilder()
            .expireAfterWrite(TOO_LARGE_FOR)
            .maximumSize(TOO_LARGE_REMEMBERED)
            .build();

    /// Loading is work for the database, so one is loaded at a time.
    private final Semaphore loading = new Semaphore(1);

    /// @param memory bytes of all filters together
    KnownDigests(Database database, BlobTable table, long memory) {
        this.database = database;
        this.table = table;
        this.memory = memory;
        this.projects = Caffeine.newBuilder()
                .maximumWeight(memory)
                .weigher((Project _, Known known) -> Math.toIntExact(DigestFilter.bytes(known.most)))
                .build();
    }

    /// The filter of a project, and how far it has read.
    private static final class Known {
        final long most;
        final DigestFilter filter;
        final ReentrantLock reading = new ReentrantLock();
        long newest;
        volatile boolean ready;
        volatile long read = System.nanoTime();

        Known(long most) {
            this.most = most;
            this.filter = new DigestFilter(most);
        }

        boolean isOld() {
            return System.nanoTime() - read > REFRESH.toNanos();
        }
    }

    /// Those of `places` in `packed` whose digests the project may have.
    int[] filter(Project project, ByteBuffer packed, int[] places) {
        return places.length == 0
                ? places
                : of(project).map(may -> may.those(packed, places)).orElse(places);
    }

    /// The filter of the project, if it is there; if not it may be at the next call.
    private Optional<DigestFilter> of(Project project) {
        Known known = projects.getIfPresent(project);
        if (known == null || known.filter.isFull()) {
            loadLater(project);
            return Optional.empty();
        }
        if (!known.ready) {
            return Optional.empty();
        }
        if (known.isOld() && known.reading.tryLock()) {
            try {
                read(project, known);
            } finally {
                known.reading.unlock();
            }
        }
        return Optional.of(known.filter);
    }

    /// To be called when `digests` are visible.
    void add(Project project, PackedDigests digests) {
        Known known = projects.getIfPresent(project);
        if (known != null) {
            known.filter.addAll(ByteBuffer.wrap(digests.bytes()), digests.count());
        }
    }

    private void loadLater(Project project) {
        if (tooLarge.getIfPresent(project) == null && loading.tryAcquire()) {
            Thread.ofVirtual().name("load-digests").start(() -> {
                try {
                    load(project);
                } catch (RuntimeException failure) {
                    LOGGER.warn("the digests of {} were not loaded", project.name(), failure);
                } finally {
                    loading.release();
                }
            });
        }
    }

    /// What is stored while it is being loaded goes into it too, since it can be found from the beginning.
    private void load(Project project) {
        long blobs = database.read(sql -> table.count(sql, project));
        long most = Math.max(LEAST, 2 * blobs);
        if (DigestFilter.bytes(most) > memory / 2) {
            projects.invalidate(project); // what it has outgrown
            tooLarge.put(project, blobs);
            return;
        }
        Known known = new Known(most);
        projects.put(project, known);
        read(project, known);
        known.ready = true;
    }

    /// Adds what came after what was read before.
    private void read(Project project, Known known) {
        long newest = database.read(sql -> table.newestContainer(sql, project));
        if (newest > known.newest) {
            database.snapshot(sql -> {
                table.scan(
                        sql,
                        project,
                        known.newest,
                        some -> known.filter.addAll(ByteBuffer.wrap(some.bytes()), some.count()));
                return known;
            });
            known.newest = newest;
        }
        known.read = System.nanoTime();
    }
}
