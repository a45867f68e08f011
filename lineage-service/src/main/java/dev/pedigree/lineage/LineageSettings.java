package dev.pedigree.lineage;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.chassis.settings.UpstreamSettings;
import java.time.Duration;

/// Where the registry is, and how patient the service is with its feed.
///
/// | setting | |
/// |-|-|
/// | `REGISTRY_ENDPOINT` … | the registry, see `UpstreamSettings` |
/// | `FRESHNESS_WAIT` | how long a query may wait to be as fresh as it asks |
/// | `FEED_SILENCE` | how long the feed may say nothing before it is connected anew |
/// | `FEED_PATIENCE` | how long the feed may be lost before health says NOT_SERVING |
public record LineageSettings(
        UpstreamSettings registry, Duration freshnessWait, Duration feedSilence, Duration feedPatience) {
    private static final Duration FRESHNESS_WAIT = Duration.ofSeconds(5);
    private static final Duration FEED_SILENCE = Duration.ofSeconds(20);
    private static final Duration FEED_PATIENCE = Duration.ofSeconds(30);

    /// The usual patience, for a service that is built without an environment.
    public static LineageSettings of(UpstreamSettings registry) {
        return new LineageSettings(registry, FRESHNESS_WAIT, FEED_SILENCE, FEED_PATIENCE);
    }

    public static LineageSettings read(Settings settings) {
        Duration least = Duration.ofMillis(100);
        return new LineageSettings(
                UpstreamSettings.read(settings, "REGISTRY", new Endpoint.Tcp("localhost", 7410)),
                settings.duration("FRESHNESS_WAIT", FRESHNESS_WAIT, Duration.ZERO, Duration.ofMinutes(1)),
                settings.duration("FEED_SILENCE", FEED_SILENCE, least, Duration.ofMinutes(10)),
                settings.duration("FEED_PATIENCE", FEED_PATIENCE, least, Duration.ofHours(1)));
    }
}
