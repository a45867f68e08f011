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
/// | `SCRUB_BYTES_PER_SECOND` | how fast everything is read again to see whether it is what it was; 0: not at all |
/// | `SCRUB_REST` | what was written or read so recently is not read again |
///
/// and those of `SweepSettings`.
public record KeepSettings(
        UpstreamSettings registry,
        Duration feedSilence,
        SweepSettings sweep,
        int scrubBytesPerSecond,
        Duration scrubRest) {
    private static final int SCRUB_BYTES_PER_SECOND = 8 << 20;
    private static final Duration SCRUB_REST = Duration.ofDays(1);
    private static final Duration FEED_SILENCE = Duration.ofSeconds(20);

    public static KeepSettings read(Settings settings) {
        return new KeepSettings(
                UpstreamSettings.read(settings, "REGISTRY", new Endpoint.Tcp("localhost", 7410)),
                settings.duration("FEED_SILENCE", FEED_SILENCE, Duration.ofMillis(100), Duration.ofMinutes(10)),
                SweepSettings.read(settings),
                settings.number("SCRUB_BYTES_PER_SECOND", SCRUB_BYTES_PER_SECOND, 0, Integer.MAX_VALUE),
                settings.duration("SCRUB_REST", SCRUB_REST, Duration.ZERO, Duration.ofDays(365)));
    }
}
