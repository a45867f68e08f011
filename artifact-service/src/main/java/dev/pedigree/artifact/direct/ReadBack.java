package dev.pedigree.artifact.direct;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Hasher;
import dev.pedigree.artifact.large.Session;
import dev.pedigree.artifact.large.Sessions;
import dev.pedigree.artifact.part.DamagedPart;
import dev.pedigree.artifact.part.Part;
import dev.pedigree.artifact.part.PartReader;
import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.lifecycle.Digest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The reading back of one upload, from its first part on, while further parts may still come. A blob is made of them
/// when all have been read and hash to its digest.
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
    private final Hasher hasher = new Hasher();
    private int read;
    private int doubted;

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
        while (read < session.cut().count() && System.nanoTime() < waitUntil) {
            List<Part> fresh = sessions.progress(session).parts();
            if (fresh.size() > read) {
                if (!readOn(fresh.subList(read, fresh.size()))) {
                    return;
                }
                waitUntil = System.nanoTime() + PATIENCE.toNanos();
            } else if (news.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        }
        if (read == session.cut().count()) {
            decide();
        }
    }

    /// Whether there is reason to go on.
    private boolean readOn(List<Part> fresh) throws InterruptedException {
        places.acquire();
        try {
            reader.read(session.cut(), session.key(), fresh, this::take);
            return true;
        } catch (DamagedPart damaged) {
            return isGivenAnotherTry(damaged.part().number());
        } finally {
            places.release();
        }
    }

    private void take(ByteString part) {
        hasher.update(part);
        read++;
    }

    /// Once more, since bytes are also damaged on their way.
    private boolean isGivenAnotherTry(int number) {
        if (number == doubted) {
            sessions.fail(session, "part %d is not what it was said to be".formatted(number));
            return false;
        }
        doubted = number;
        return true;
    }

    private void decide() {
        Digest actual = hasher.finish();
        if (actual.equals(session.digest())) {
            sessions.commit(session);
        } else {
            sessions.fail(session, "the bytes hash to %s".formatted(actual));
        }
    }
}
