package dev.pedigree.lineage.tail;

import dev.pedigree.chassis.feed.ConsistencyToken;
import dev.pedigree.chassis.feed.FeedFollower;
import dev.pedigree.lineage.graph.Graph;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.mesh.v1.WatchChangesResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// This service's copy of the lineage, and how far it has come.
///
/// The tail of the feed writes it; queries take a `View`. There is none until everything that was in the registry has
/// been read once, because half a graph looks just like a whole one.
public final class Replica implements FeedFollower {
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();

    private volatile Graph graph = new Graph();
    private volatile Optional<View> view = Optional.empty();
    private volatile Standing standing = Standing.BEGINNING;

    public Replica(Clock clock) {
        this.clock = clock;
    }

    /// What queries may see; empty until it is whole.
    public Optional<View> view() {
        return view;
    }

    public Standing standing() {
        return standing;
    }

    /// The graph as it is, whole or not: for metrics.
    public Graph graph() {
        return graph;
    }

    /// Takes in what the feed brought. A message without changes says that there is nothing more at present.
    /// Refuses (TOKEN_INVALID) a horizon of another epoch than the one before.
    @Override
    public void take(WatchChangesResponse message) {
        ConsistencyToken horizon = ConsistencyToken.parse(message.getHorizon());
        standing.horizon().ifPresent(before -> horizon.requireEpoch(before.epoch()));
        for (Change change : message.getChangesList()) {
            if (change.hasNode()) {
                graph.put(change.getSubject(), change.getRevision(), change.getNode());
            }
        }
        standing = standing.heard(clock.instant(), horizon, message.getChangesList());
        if (message.getChangesCount() == 0 || view.isPresent()) {
            show(Optional.of(new View(graph, horizon)));
        }
    }

    /// Forgets everything: the registry is not the one that was read, or was restored to an earlier day. What that took
    /// back must not be answered any more.
    @Override
    public void startOver() {
        graph = new Graph();
        standing = Standing.BEGINNING;
        show(Optional.empty());
    }

    /// The feed is lost for now.
    @Override
    public void lost() {
        standing = standing.lost();
    }

    /// Waits until there is a view that `enough` accepts, for `nanos` at most.
    Optional<View> await(Predicate<View> enough, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (view.filter(enough).isEmpty()) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = progress.awaitNanos(left);
            }
            return view;
        } finally {
            lock.unlock();
        }
    }

    private void show(Optional<View> next) {
        lock.lock();
        try {
            view = next;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
