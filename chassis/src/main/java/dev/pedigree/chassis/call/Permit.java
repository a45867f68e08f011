package dev.pedigree.chassis.call;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A place behind a guard and the leave of its breaker, both given back once: the first that says how the call ended is
/// heard, and closed without that it says nothing.
public final class Permit implements AutoCloseable {
    private final CircuitBreaker breaker;
    private final Bulkhead places;
    private final long entered = System.nanoTime();
    private final AtomicBoolean judged = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Of one who has acquired both.
    public Permit(CircuitBreaker breaker, Bulkhead places) {
        this.breaker = breaker;
        this.places = places;
    }

    public void succeeded() {
        if (judged.compareAndSet(false, true)) {
            breaker.onSuccess(elapsed().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    public void failed(Exception failure) {
        if (judged.compareAndSet(false, true)) {
            breaker.onError(elapsed().toNanos(), TimeUnit.NANOSECONDS, failure);
        }
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - entered);
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
