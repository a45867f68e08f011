package dev.pedigree.registry.feed;

import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.feed.ConsistencyToken;
import dev.pedigree.chassis.rpc.Sink;
import dev.pedigree.mesh.v1.WatchChangesRequest;
import dev.pedigree.mesh.v1.WatchChangesResponse;
import dev.pedigree.v1.ErrorReason;
import java.time.Duration;
import java.util.Map;

/// Streams the feed to one reader, for as long as the reader stays and this server runs.
///
/// Commits of this process wake it; those of others it finds by looking, less and less often while nothing happens.
/// However many commits there are, it looks forty times a second at most.
public final class WatchChanges {
    private static final Duration LEAST_PAUSE = Duration.ofMillis(25);
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final ChangeFeed feed;
    private final Wakeup wakeup;

    public WatchChanges(ChangeFeed feed, Wakeup wakeup) {
        this.feed = feed;
        this.wakeup = wakeup;
    }

    public void watch(WatchChangesRequest request, Sink<WatchChangesResponse> replies) throws InterruptedException {
        new Reader(feed.parse(request.getAfter()), replies).run();
    }

    private final class Reader {
        private final Sink<WatchChangesResponse> replies;
        private ConsistencyToken position;
        private ConsistencyToken horizon;
        private boolean told;
        private long toldAt;
        private Duration wait = FIRST_WAIT;

        Reader(ConsistencyToken position, Sink<WatchChangesResponse> replies) {
            this.position = position;
            this.horizon = position;
            this.replies = replies;
        }

        void run() throws InterruptedException {
            while (!wakeup.isClosed()) {
                long seen = wakeup.count();
                Batch batch = feed.after(position);
                send(batch);
                if (batch.complete()) {
                    pause(seen, batch.changes().isEmpty());
                }
            }
            throw new Unavailable(
                    ErrorReason.ERROR_REASON_SHUTTING_DOWN,
                    "the server is going down: watch another one",
                    Duration.ofMillis(100),
                    Map.of());
        }

        private void send(Batch batch) {
            position = batch.position();
            if (!batch.changes().isEmpty()) {
                replies.send(message(batch).addAllChanges(batch.changes()).build());
                told = false;
            }
            if (batch.complete() && isNews(batch)) {
                replies.send(message(batch).build());
                told = true;
                toldAt = System.nanoTime();
            }
            horizon = batch.horizon();
        }

        /// The end of the feed is news the first time, whenever the horizon has moved, and once in a while.
        private boolean isNews(Batch batch) {
            return !told || !batch.horizon().equals(horizon) || System.nanoTime() - toldAt > SILENCE.toNanos();
        }

        private void pause(long seen, boolean idle) throws InterruptedException {
            wait = idle ? longer(wait) : FIRST_WAIT;
            Thread.sleep(LEAST_PAUSE);
            wakeup.await(seen, wait);
        }
    }

    private static Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
    }

    private static WatchChangesResponse.Builder message(Batch batch) {
        return WatchChangesResponse.newBuilder()
                .setPosition(batch.position().toString())
                .setHorizon(batch.horizon().toString())
                .setFrontier(batch.frontier().toString());
    }
}
