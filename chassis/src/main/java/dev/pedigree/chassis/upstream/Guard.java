package dev.pedigree.chassis.upstream;

import dev.pedigree.chassis.call.Permit;
import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Exhausted;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.settings.UpstreamSettings;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;

/// The breaker and the bulkheads of one upstream. Streams have a bulkhead of their own: long uploads must not crowd out
/// short calls.
final class Guard {
    private static final int TRIALS = 3;

    private final String name;
    private final UpstreamSettings settings;
    private final CircuitBreaker breaker;
    private final Bulkhead calls;
    private final Bulkhead streams;

    private Guard(String name, UpstreamSettings settings, CircuitBreaker breaker, Bulkhead calls, Bulkhead streams) {
        this.name = name;
        this.settings = settings;
        this.breaker = breaker;
        this.calls = calls;
        this.streams = streams;
    }

    static Guard of(String name, UpstreamSettings settings, MeterRegistry meters) {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(breaker(settings));
        BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
        Guard guard = new Guard(
                name,
                settings,
                breakers.circuitBreaker(name),
                bulkheads.bulkhead(name, bulkhead(settings.mostCalls())),
                bulkheads.bulkhead(name + "-streams", bulkhead(settings.mostStreams())));
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        return guard;
    }

    Passage call(Duration limit) {
        return enter(calls, Optional.of(limit));
    }

    Passage stream() {
        return enter(streams, Optional.empty());
    }

    /// Never waits: relayed calls come through here on threads that must not block.
    private Passage enter(Bulkhead bulkhead, Optional<Duration> limit) {
        if (!breaker.tryAcquirePermission()) {
            throw Unavailable.dependency(name, settings.pause());
        }
        if (!bulkhead.tryAcquirePermission()) {
            breaker.releasePermission();
            if (Thread.currentThread().isInterrupted()) {
                throw new Cancelled(); // an interrupted thread gets no place, free or not
            }
            throw new Exhausted("too many calls to " + name + " at once");
        }
        return new Passage(name, new Permit(breaker, bulkhead), limit);
    }

    private static CircuitBreakerConfig breaker(UpstreamSettings settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(Math.max(2, settings.window() / 2))
                .failureRateThreshold(settings.failurePercent())
                .waitDurationInOpenState(settings.pause())
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .maxWaitDurationInHalfOpenState(settings.timeout())
                .build();
    }

    private static BulkheadConfig bulkhead(int most) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(most)
                .maxWaitDuration(Duration.ZERO)
                .build();
    }
}
