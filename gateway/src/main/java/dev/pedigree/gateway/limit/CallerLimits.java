package dev.pedigree.gateway.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.pedigree.chassis.fault.Exhausted;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Keeps every caller within limits: so many calls at once, so many a second. It never waits; who comes too often
/// is told to come back.
public final class CallerLimits {
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);
    private static final int MOST_CALLERS = 10_000;

    private final LoadingCache<String, Limiter> limiters;

    public CallerLimits(LimitSettings settings) {
        BulkheadConfig atOnce = BulkheadConfig.custom()
                .maxConcurrentCalls(settings.callsAtOnce())
                .maxWaitDuration(Duration.ZERO)
                .build();
        RateLimiterConfig rate = RateLimiterConfig.custom()
                .limitRefreshPeriod(PERIOD)
                .limitForPeriod(Math.max(1, (int) (settings.callsPerSecond() * PERIOD.toMillis() / 1_000)))
                .timeoutDuration(Duration.ZERO)
                .build();
        this.limiters = Caffeine.newBuilder()
                .maximumSize(MOST_CALLERS)
                .expireAfterAccess(FORGET_AFTER)
                .build(caller -> new Limiter(Bulkhead.of(caller, atOnce), RateLimiter.of(caller, rate)));
    }

    /// Takes a place for one call of `caller`, to be left when the call ends.
    public Place enter(String caller) {
        Limiter limiter = limiters.get(caller);
        if (!limiter.rate().acquirePermission()) {
            throw new Exhausted("the caller makes more calls a second than it may");
        }
        if (!limiter.atOnce().tryAcquirePermission()) {
            throw new Exhausted("the caller has more calls going on than it may");
        }
        return new Place(limiter.atOnce());
    }

    private record Limiter(Bulkhead atOnce, RateLimiter rate) {}

    /// One call's place. Leaving twice is leaving once.
    public static final class Place {
        private final Bulkhead atOnce;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(Bulkhead atOnce) {
            this.atOnce = atOnce;
        }

        public void leave() {
            if (left.compareAndSet(false, true)) {
                atOnce.releasePermission();
            }
        }
    }
}
