package dev.pedigree.label;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.chassis.settings.UpstreamSettings;
import dev.pedigree.label.engine.DuckSettings;
import dev.pedigree.label.intake.IntakeSettings;
import java.nio.file.Path;
import java.time.Duration;

/// What lies behind label-service, and what it may take of this machine.
///
/// | setting | |
/// |-|-|
/// | `REGISTRY_ENDPOINT` …, `ARTIFACT_ENDPOINT` … | see `UpstreamSettings` |
/// | `LABEL_FOLDER` | for cached label files and what is worked on; nothing in it is missed when it is lost |
/// | `LABEL_CACHE_MIB` | label files kept there |
/// | `LABEL_MEMORY_MIB`, `LABEL_SPILL_MIB`, `LABEL_THREADS` | what the engine may use |
/// | `LABEL_SESSIONS` | requests that query labels at once |
/// | `LABEL_READERS`, `LABEL_READER_MEMORY_MIB`, `LABEL_READER_PATIENCE` | processes that read change files |
/// | `LABEL_MOST_ROWS`, `LABEL_MOST_FILE_MIB` | of one change file |
/// | `LABEL_LEASE` | how long a ledger that no version names is kept |
/// | `LABEL_RENEWAL` | how often files are held again; well below the lease of artifact-service |
public record LabelSettings(
        UpstreamSettings registry,
        UpstreamSettings artifact,
        Path folder,
        long cacheBytes,
        DuckSettings engine,
        IntakeSettings intake,
        Duration lease,
        Duration renewal) {
    private static final long MIB = 1 << 20;
    private static final Duration LEASE = Duration.ofHours(24);
    private static final Duration RENEWAL = Duration.ofHours(2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    public static LabelSettings read(Settings settings) {
        return new LabelSettings(
                UpstreamSettings.read(settings, "REGISTRY", new Endpoint.Tcp("localhost", 7410)),
                UpstreamSettings.read(settings, "ARTIFACT", new Endpoint.Tcp("localhost", 7420)),
                Path.of(settings.text("LABEL_FOLDER")).toAbsolutePath().normalize(),
                settings.number("LABEL_CACHE_MIB", 8 << 10, 64, 1 << 20) * MIB,
                new DuckSettings(
                        settings.number("LABEL_MEMORY_MIB", 1_536, 128, 1 << 20),
                        settings.number("LABEL_SPILL_MIB", 32 << 10, 64, 1 << 24),
                        settings.number("LABEL_THREADS", 2, 1, 256),
                        settings.number("LABEL_SESSIONS", 8, 1, 1_000)),
                new IntakeSettings(
                        settings.number("LABEL_READERS", 1, 1, 16),
                        settings.number("LABEL_READER_MEMORY_MIB", 512, 64, 16 << 10),
                        settings.duration(
                                "LABEL_READER_PATIENCE", PATIENCE, Duration.ofSeconds(1), Duration.ofHours(2)),
                        settings.number("LABEL_MOST_ROWS", 100_000_000, 1, 2_000_000_000),
                        settings.number("LABEL_MOST_FILE_MIB", 4 << 10, 1, 64 << 10) * MIB),
                settings.duration("LABEL_LEASE", LEASE, Duration.ofMinutes(10), Duration.ofDays(365)),
                settings.duration("LABEL_RENEWAL", RENEWAL, Duration.ofSeconds(1), Duration.ofDays(30)));
    }
}
