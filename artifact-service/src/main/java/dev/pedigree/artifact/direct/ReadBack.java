package dev.pedigree.artifact.direct;

import dev.pedigree.artifact.blob.Hasher;
import dev.pedigree.artifact.large.Session;
import dev.pedigree.artifact.large.Sessions;
import dev.pedigree.artifact.part.DamagedPart;
import dev.pedigree.artifact.part.Part;
import dev.pedigree.artifact.part.PartReader;
import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.lifecycle.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The reading back of one upload, from its first part on, while further parts may still come. A blob is made of them
/// when all have been read and hash to its digest.
///
/// A client may put another part in the place of one until the last is there. If that one was read, reading
/// begins anew, and the blob is made of nothing but the parts that were read.
final class ReadBack {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReadBack.class);

    /// Who sends no more parts for so long is not waited for.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Parts may have been committed in another process, which does not tell.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Session session;
    private final Sessions sessions;
    private final Claims claims;
    private final PartReader reader;
    private final Semaphore places;
    private final Semaphore news = new Semaphore(0);
    private final List<Part> read = new ArrayList<>();
    private Hasher hasher = new Hasher();
    private Optional<Part> doubted = Optional.empty();

    /// @param places how many may read at once
    ReadBack(Session session, Sessions sessions, Claims claims, PartReader reader, Semaphore places) {
        this.session = session;
        this.sessions = sessions;
        this.claims = claims;
        this.reader = reader;
        this.places = places;
    }

    /// There are further parts.
    void more() {
        news.release();
    }

    void run() {
        try {
            if (claims.take(session)) {
                readAll();
                claims.giveUp(session);
            }
        } catch (InterruptedException | Cancelled _) {
            Thread.currentThread().interrupt(); // closed, which gives it up; whoever looks next begins anew
        } catch (RuntimeException failure) {
            LOGGER.warn("the upload of {} could not be read back; it will be tried again", session.digest(), failure);
            claims.giveUp(session);
        }
    }

    private void readAll() throws InterruptedException {
        long waitUntil = System.nanoTime() + PATIENCE.toNanos();
        while (read.size() < session.cut().count() && System.nanoTime() < waitUntil) {
            List<Part> stored = sessions.progress(session).parts();
            forgetReplaced(stored);
            if (stored.size() > read.size()) {
                if (!readOn(stored.subList(read.size(), stored.size()))) {
                    return;
                }
                waitUntil = System.nanoTime() + PATIENCE.toNanos();
            } else if (news.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        }
        if (read.size() == session.cut().count()) {
            decide();
        }
    }

    private void forgetReplaced(List<Part> stored) {
        if (!stored.subList(0, Math.min(read.size(), stored.size())).equals(read)) {
            read.clear();
            hasher = new Hasher();
        }
    }

    /// Whether there is reason to go on.
    private boolean readOn(List<Part> fresh) throws InterruptedException {
        places.acquire();
        try {
            Iterator<Part> parts = fresh.iterator();
            reader.read(session.cut(), session.key(), fresh, bytes -> {
                hasher.update(bytes);
                read.add(parts.next());
            });
            return true;
        } catch (DamagedPart damaged) {
            return isGivenAnotherTry(damaged.part());
        } finally {
            places.release();
        }
    }

    /// Once more, since bytes are also damaged on their way.
    private boolean isGivenAnotherTry(Part part) {
        if (doubted.filter(part::equals).isPresent()) {
            sessions.fail(session, "part %d is not what it was said to be".formatted(part.number()));
            return false;
        }
        doubted = Optional.of(part);
        return true;
    }

    private void decide() {
        Digest actual = hasher.finish();
        if (actual.equals(session.digest())) {
            sessions.commit(session, read);
        } else {
            sessions.fail(session, "the bytes hash to %s".formatted(actual));
        }
    }
}
