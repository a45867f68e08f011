package dev.pedigree.chassis.settings;

import dev.pedigree.chassis.Endpoint;
import java.time.Duration;

/// How far one service behind this one is trusted: time for a call, calls at once, and when to stop asking.
///
/// Of the last `window` calls, `failurePercent` failed ones open the breaker; it stays open for `pause`.
public record UpstreamSettings(
        Endpoint endpoint,
        Duration timeout,
        int mostCalls,
        int mostStreams,
        int window,
        int failurePercent,
        Duration pause) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST_CALLS = 256;
    private static final int MOST_STREAMS = 64;
    private static final int WINDOW = 20;
    private static final int FAILURE_PERCENT = 50;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    public static UpstreamSettings of(Endpoint endpoint) {
        return new UpstreamSettings(endpoint, TIMEOUT, MOST_CALLS, MOST_STREAMS, WINDOW, FAILURE_PERCENT, PAUSE);
    }

    /// Settings named `<UPSTREAM>_ENDPOINT` and so on.
    public static UpstreamSettings read(Settings settings, String upstream, Endpoint otherwise) {
        return new UpstreamSettings(
                settings.endpoint(upstream + "_ENDPOINT", otherwise),
                settings.duration(upstream + "_TIMEOUT", TIMEOUT, Duration.ofMillis(50), Duration.ofMinutes(5)),
                settings.number(upstream + "_MOST_CALLS", MOST_CALLS, 1, 10_000),
                settings.number(upstream + "_MOST_STREAMS", MOST_STREAMS, 1, 10_000),
                settings.number(upstream + "_BREAKER_WINDOW", WINDOW, 2, 1_000),
                settings.number(upstream + "_BREAKER_FAILURE_PERCENT", FAILURE_PERCENT, 1, 100),
                settings.duration(upstream + "_BREAKER_PAUSE", PAUSE, Duration.ofMillis(100), Duration.ofMinutes(5)));
    }
}
