package dev.pedigree.label.prepare;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.label.engine.Session;
import io.grpc.Context;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// Work beside the thread that serves the call, on a connection of its own: one piece after the other. Most of what
/// is done for a change is done by one core.
final class Sideline implements AutoCloseable {
    private static final long GLANCE_MILLIS = 20;

    private final Session session;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("sideline").daemon().factory());

    /// @param session closed with it
    Sideline(Session session) {
        this.session = session;
    }

    /// @return waits for what comes of it
    <T> Supplier<T> begin(Function<Session, T> work) {
        Future<T> begun = thread.submit(Context.current().wrap(() -> work.apply(session)));
        return () -> result(begun);
    }

    private static <T> T result(Future<T> begun) {
        try {
            return begun.get();
        } catch (InterruptedException _) {
            throw new Cancelled();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failure.getCause());
        }
    }

    /// Breaks off what nobody waits for any more.
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = thread.awaitTermination(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
                if (!ended) {
                    session.stop();
                }
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        session.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
