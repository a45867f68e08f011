package dev.pedigree.gateway.fact;

import dev.pedigree.chassis.fault.Cancelled;
import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/// One question asked beside the work of this thread, in the context of the same call. Closing it gives it up:
/// the call it makes is cancelled.
final class Fork<T> implements AutoCloseable {
    private final Context.CancellableContext context;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    private Fork(Context.CancellableContext context) {
        this.context = context;
    }

    static <T> Fork<T> ask(Supplier<T> question) {
        return new Fork<T>(Context.current().withCancellation()).start(question);
    }

    /// @param timer ends the question at the deadline
    static <T> Fork<T> ask(Deadline deadline, ScheduledExecutorService timer, Supplier<T> question) {
        return new Fork<T>(Context.current().withDeadline(deadline, timer)).start(question);
    }

    private Fork<T> start(Supplier<T> question) {
        Thread.ofVirtual()
                .name("fork")
                .start(() -> context.run(() -> {
                    try {
                        answer.complete(question.get());
                    } catch (RuntimeException | Error failure) {
                        answer.completeExceptionally(failure);
                    }
                }));
        return this;
    }

    /// The answer, or what the question threw.
    T join() {
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            throw rethrow(failure.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Cancelled();
        }
    }

    private static RuntimeException rethrow(Throwable failure) {
        return switch (failure) {
            case Error error -> throw error;
            case RuntimeException exception -> exception;
            default -> new CompletionException(failure);
        };
    }

    @Override
    public void close() {
        context.cancel(null);
    }
}
