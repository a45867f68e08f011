package dev.pedigree.artifact.direct;

import dev.pedigree.artifact.large.Session;
import dev.pedigree.artifact.large.Sessions;
import dev.pedigree.artifact.part.PartReader;
import io.grpc.Context;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads back, in the background, what clients have put into the object store by themselves.
///
/// One process at a time reads an upload (`Claims`). What nobody has, since its process died or S3 failed, is
/// taken up by whoever looks next.
public final class Verification implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Verification.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 2;
    private static final int TAKEN_AT_ONCE = 16;

    private final Sessions sessions;
    private final Claims claims;
    private final PartReader reader;
    private final Map<Long, ReadBack> underWay = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Verification(Sessions sessions, PartReader reader) {
        this.sessions = sessions;
        this.claims = new Claims(sessions);
        this.reader = reader;
    }

    public static Verification start(Sessions sessions, PartReader reader) {
        Verification verification = new Verification(sessions, reader);
        verification.threads.execute(verification::watch);
        return verification;
    }

    /// Begins to read an upload back, or tells whoever does that there is more.
    public void begin(Session session) {
        ReadBack fresh = new ReadBack(session, sessions, claims, reader, places);
        ReadBack reading = underWay.computeIfAbsent(session.id(), _ -> fresh);
        reading.more();
        if (reading.equals(fresh)) {
            threads.execute(Context.ROOT.wrap(() -> {
                try {
                    fresh.run();
                } finally {
                    underWay.remove(session.id());
                }
            }));
        }
    }

    private void watch() {
        try {
            while (true) {
                lookAround();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void lookAround() {
        try {
            claims.renew();
            sessions.unread(TAKEN_AT_ONCE).forEach(this::begin);
        } catch (RuntimeException failure) {
            LOGGER.debug("what is to be read back cannot be looked up", failure);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
        try {
            claims.close();
        } catch (RuntimeException failure) {
            LOGGER.debug("the claims end by themselves", failure);
        }
    }
}
