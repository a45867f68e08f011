package dev.pedigree.artifact.keep;

import dev.pedigree.artifact.sweep.SweepSettings;
import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.chassis.settings.UpstreamSettings;
import java.time.Duration;

/// How the store is looked after.
///
/// | setting | |
/// |-|-|
/// | `REGISTRY_ENDPOINT` … | the registry, see `UpstreamSettings`: it says what is pinned |
/// | `FEED_SILENCE` | how long its feed may say nothing before it is connected anew |
///
/// and those of `SweepSettings`.
public record KeepSettings(UpstreamSettings registry, Duration feedSilence, SweepSettings sweep) {
    private static final Duration FEED_SILENCE = Duration.ofSeconds(20);

    public static KeepSettings read(Settings settings) {
        return new KeepSettings(
                UpstreamSettings.read(settings, "REGISTRY", new Endpoint.Tcp("localhost", 7410)),
                settings.duration("FEED_SILENCE", FEED_SILENCE, Duration.ofMillis(100), Duration.ofMinutes(10)),
                SweepSettings.read(settings));
    }
}
