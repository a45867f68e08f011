package dev.pedigree.chassis.store;

import dev.pedigree.chassis.call.Permit;
import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Exhausted;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.settings.S3Settings;
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
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// What every call to S3 passes: no more of them at once than there are connections, and none at all for a while after
/// too many failed. The client itself bounds their time. Nothing is tried twice.
final class S3Guard {
    private static final String S3 = "s3";
    private static final int WINDOW = 20;
    private static final int LEAST_CALLS = 5;
    private static final int FAILURE_PERCENT = 50;

    /// One call that succeeds is enough: whoever waits for S3 wants all of it, not a few calls of many.
    private static final int TRIALS = 1;

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration WAIT_FOR_A_PLACE = Duration.ofSeconds(5);

    private final S3Settings settings;
    private final CircuitBreaker breaker;
    private final Bulkhead places;

    private S3Guard(S3Settings settings, CircuitBreaker breaker, Bulkhead places) {
        this.settings = settings;
        this.breaker = breaker;
        this.places = places;
    }

    static S3Guard of(S3Settings settings, MeterRegistry meters) {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(breaker(settings.timeout()));
        BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
        S3Guard guard = new S3Guard(
                settings, breakers.circuitBreaker(S3), bulkheads.bulkhead(S3, bulkhead(settings.connections())));
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        return guard;
    }

    /// Makes `call`, and takes note of how it ended.
    <T> T call(Supplier<T> call) {
        try (S3Passage passage = enter()) {
            T answer = passage.watch(call);
            passage.succeeded();
            return answer;
        }
    }

    /// The same for a call whose answer is a stream: it keeps its place until that is closed.
    S3Stream open(Supplier<ResponseInputStream<GetObjectResponse>> call) {
        S3Passage passage = enter();
        try {
            ResponseInputStream<GetObjectResponse> response = passage.watch(call);
            long length = response.response().contentLength();
            return new S3Stream(response, passage, S3Clients.limit(settings, length));
        } catch (RuntimeException failure) {
            passage.close();
            throw failure;
        }
    }

    private S3Passage enter() {
        if (!breaker.tryAcquirePermission()) {
            throw Unavailable.dependency(S3, PAUSE);
        }
        if (!places.tryAcquirePermission()) {
            breaker.releasePermission();
            if (Thread.currentThread().isInterrupted()) {
                throw new Cancelled();
            }
            throw new Exhausted("too many calls to S3 at once");
        }
        return new S3Passage(new Permit(breaker, places));
    }

    private static CircuitBreakerConfig breaker(Duration timeout) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(LEAST_CALLS)
                .failureRateThreshold(FAILURE_PERCENT)
                .waitDurationInOpenState(PAUSE)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .maxWaitDurationInHalfOpenState(timeout)
                .build();
    }

    private static BulkheadConfig bulkhead(int connections) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(connections)
                .maxWaitDuration(WAIT_FOR_A_PLACE)
                .build();
    }
}
