package dev.pedigree.registry.feed;

import java.time.Duration;

/// Tells the feed's readers in this process that something was committed here, or that it is time to go.
///
/// Only a hint that saves waiting: commits of other processes are found by looking.
public final class Wakeup implements AutoCloseable {
    private long count;
    private boolean closed;

    /// How often there was something, so far.
    synchronized long count() {
        return count;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    public synchronized void changed() {
        count++;
        notifyAll();
    }

    /// Sends every reader away.
    @Override
    public synchronized void close() {
        closed = true;
        changed();
    }

    /// Waits until there was more than `seen`, or the time is up.
    synchronized void await(long seen, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); count == seen && left > 0; left = end - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
    }
}
