package dev.pedigree.lineage.tail;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/// Tells whether lineage can be relied on: it has caught up once, and has not been without the feed for longer than
/// `patience`. Queries are answered all the same, unless they ask for more than is there.
public final class Vigil implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Replica replica;
    private final Duration patience;
    private final Clock clock;
    private final Consumer<Boolean> report;
    private final Thread thread;
    private boolean reported;

    /// Reports at once, and then whenever it changes.
    public Vigil(Replica replica, Duration patience, Clock clock, Consumer<Boolean> report) {
        this.replica = replica;
        this.patience = patience;
        this.clock = clock;
        this.report = report;
        this.thread = Thread.ofVirtual().name("vigil").unstarted(this::keep);
    }

    public void start() {
        reported = able();
        report.accept(reported);
        thread.start();
    }

    private void keep() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                if (able() != reported) {
                    reported = !reported;
                    report.accept(reported);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private boolean able() {
        Duration silence = Duration.between(replica.standing().heard(), clock.instant());
        return replica.view().isPresent() && silence.compareTo(patience) <= 0;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
