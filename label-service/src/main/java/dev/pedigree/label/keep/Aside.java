package dev.pedigree.label.keep;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work beside the calls that are served, one piece after the other. What is not done, because the service went down or
/// there was too much of it, is asked for again some time.
public final class Aside implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Aside.class);
    private static final int MOST_WAITING = 100;
    private static final long WAIT_SECONDS = 10;

    private final ThreadPoolExecutor worker;
    private volatile boolean closed;

    public Aside(String name) {
        worker = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().name(name).daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /// @param what for the log, where it fails
    public void later(String what, Runnable work) {
        worker.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException failure) {
                if (closed) {
                    LOGGER.info("{}: broken off, since the service stops", what);
                } else {
                    LOGGER.warn("{}: failed", what, failure);
                }
            }
        });
    }

    /// Breaks off what is being done, and waits until that is over.
    @Override
    public void close() {
        closed = true;
        worker.shutdownNow();
        try {
            worker.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
