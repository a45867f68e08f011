package dev.pedigree.chassis.store;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.grpc.Context;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/// One call to S3 on its way through the guard. Closed without an ending it says nothing about S3.
final class S3Passage implements AutoCloseable {
    private final CircuitBreaker breaker;
    private final Bulkhead places;
    private final long entered = System.nanoTime();
    private final AtomicBoolean judged = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    S3Passage(CircuitBreaker breaker, Bulkhead places) {
        this.breaker = breaker;
        this.places = places;
    }

    /// Runs `call` and takes note of its failure, if it fails.
    <T> T watch(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException | UncheckedIOException failure) {
            failed(failure);
            throw failure;
        }
    }

    void succeeded() {
        if (judged.compareAndSet(false, true)) {
            breaker.onSuccess(elapsed(), TimeUnit.NANOSECONDS);
        }
    }

    /// A refusal is an answer; and a call that its caller gave up proves nothing.
    void failed(Exception failure) {
        if (S3Failures.isAnswer(failure)) {
            succeeded();
        } else if (!gaveUp(failure) && judged.compareAndSet(false, true)) {
            breaker.onError(elapsed(), TimeUnit.NANOSECONDS, failure);
        }
    }

    private static boolean gaveUp(Exception failure) {
        return failure instanceof AbortedException || Context.current().isCancelled();
    }

    private long elapsed() {
        return System.nanoTime() - entered;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (judged.compareAndSet(false, true)) {
                breaker.releasePermission();
            }
            places.onComplete();
        }
    }
}
