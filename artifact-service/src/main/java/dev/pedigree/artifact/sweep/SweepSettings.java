package dev.pedigree.artifact.sweep;

import dev.pedigree.chassis.settings.Settings;
import java.time.Duration;

/// When what nobody needs is deleted.
///
/// | setting | |
/// |-|-|
/// | `GRACE` | how long what is condemned can be reprieved, and how long bytes stay for those who are reading them |
/// | `ORPHAN_GRACE` | how old an object without a row must be to be deleted, and an upload to be given up |
/// | `SWEEP_EVERY` | the pause between two sweeps |
/// | `REWRITE_BELOW_PERCENT` | a pack is rewritten when less than that of it is still needed; 0: never |
public record SweepSettings(Duration grace, Duration orphanGrace, Duration every, int rewriteBelowPercent) {
    private static final Duration GRACE = Duration.ofHours(24);
    private static final Duration ORPHAN_GRACE = Duration.ofDays(3);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int REWRITE_BELOW_PERCENT = 50;
    private static final Duration LONGEST = Duration.ofDays(365);

    /// No transaction is open for as long as the shortest grace, and no call for as long as the shortest one of
    /// orphans.
    public static SweepSettings read(Settings settings) {
        return new SweepSettings(
                settings.duration("GRACE", GRACE, Duration.ofMinutes(5), LONGEST),
                settings.duration("ORPHAN_GRACE", ORPHAN_GRACE, Duration.ofHours(12), LONGEST),
                settings.duration("SWEEP_EVERY", EVERY, Duration.ofSeconds(10), Duration.ofDays(7)),
                settings.number("REWRITE_BELOW_PERCENT", REWRITE_BELOW_PERCENT, 0, 95));
    }
}
