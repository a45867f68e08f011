package dev.pedigree.chassis.settings;

import dev.pedigree.chassis.Endpoint;
import java.time.Duration;

/// How one server listens, what it takes at once, and how it goes down.
///
/// `mostCallsPerConnection` holds at the public edge. `notice` is the time between health saying NOT_SERVING and the
/// first refused connection, `grace` the time calls in flight then have to end.
public record HostSettings(
        Endpoint listen,
        Endpoint.Tcp metrics,
        boolean reflection,
        int mostCalls,
        int mostCallsPerConnection,
        Duration notice,
        Duration grace) {
    private static final int MOST_CALLS = 5_000;
    private static final int MOST_CALLS_PER_CONNECTION = 100;
    private static final Duration NOTICE = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(30);

    /// The limits of `read`, for a server that is built without an environment.
    public static HostSettings of(Endpoint listen) {
        return new HostSettings(
                listen,
                new Endpoint.Tcp("localhost", 0),
                false,
                MOST_CALLS,
                MOST_CALLS_PER_CONNECTION,
                Duration.ZERO,
                GRACE);
    }

    public static HostSettings read(Settings settings, int port, int metricsPort) {
        LogSettings.check(settings);
        return new HostSettings(
                settings.endpoint("LISTEN", new Endpoint.Tcp("0.0.0.0", port)),
                metrics(settings, metricsPort),
                settings.flag("REFLECTION", false),
                settings.number("MOST_CALLS", MOST_CALLS, 1, 100_000),
                settings.number("MOST_CALLS_PER_CONNECTION", MOST_CALLS_PER_CONNECTION, 1, 10_000),
                settings.duration("DRAIN_NOTICE", NOTICE, Duration.ZERO, Duration.ofMinutes(5)),
                settings.duration("DRAIN_GRACE", GRACE, Duration.ZERO, Duration.ofHours(1)));
    }

    private static Endpoint.Tcp metrics(Settings settings, int port) {
        String name = "METRICS_LISTEN";
        return switch (settings.endpoint(name, new Endpoint.Tcp("0.0.0.0", port))) {
            case Endpoint.Tcp tcp -> tcp;
            case Endpoint.InProcess _ -> throw Settings.refuse(name, "must be host:port");
        };
    }
}
