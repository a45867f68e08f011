package dev.pedigree.artifact.direct;

import dev.pedigree.artifact.large.Session;
import dev.pedigree.artifact.large.Sessions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The uploads that this process reads back, so that no other does. It has each for a short term and goes on renewing
/// it: when it dies, another need not wait for longer than that.
final class Claims implements AutoCloseable {
    private static final Duration TERM = Duration.ofSeconds(10);

    private final Sessions sessions;
    private final Set<Session> held = new HashSet<>();

    Claims(Sessions sessions) {
        this.sessions = sessions;
    }

    /// False if another process has it.
    synchronized boolean take(Session session) {
        return sessions.claim(session, TERM) && held.add(session);
    }

    synchronized void giveUp(Session session) {
        held.remove(session);
        sessions.keep(List.of(session), Duration.ZERO);
    }

    /// To be called several times within a term.
    synchronized void renew() {
        sessions.keep(held, TERM);
    }

    /// Gives up what is left.
    @Override
    public synchronized void close() {
        sessions.keep(held, Duration.ZERO);
        held.clear();
    }
}
