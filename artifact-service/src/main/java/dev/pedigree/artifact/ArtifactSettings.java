package dev.pedigree.artifact;

import dev.pedigree.artifact.blob.Lease;
import dev.pedigree.artifact.direct.Direct;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.artifact.part.PartSizes;
import dev.pedigree.chassis.settings.S3Settings;
import dev.pedigree.chassis.settings.Settings;
import java.time.Duration;

/// How long content is kept for whoever asked, and how much memory uploads and downloads may take.
///
/// | setting | |
/// |-|-|
/// | `LEASE` | how long content is kept from deletion after somebody was told that it is there |
/// | `UPLOAD_MEMORY_MIB` | bytes of streams on their way to the object store, over all calls; one caller has half |
/// | `DOWNLOAD_MEMORY_MIB` | bytes of blobs on their way to clients, over all calls; one caller has half |
/// | `PART_MIB` | blobs no larger than that are one object, larger ones several of that size |
/// | `UPLOADS_PER_CALLER` | how many uploads of large blobs one caller may have under way |
/// | `UPLOAD_IDLE` | after how long an upload that nobody goes on with may be forgotten |
/// | `MOST_MANIFEST_ENTRIES` | how many files one manifest may list |
///
/// Where clients read from the object store by themselves, a lease is no shorter than their signed requests are good.
public record ArtifactSettings(
        Lease lease, long uploadMemory, long downloadMemory, PartSizes parts, Duration uploadIdle, Limits limits) {
    private static final int MIB = 1 << 20;
    private static final Duration LEASE = Duration.ofHours(24);
    private static final int UPLOAD_MEMORY_MIB = 128;
    private static final int DOWNLOAD_MEMORY_MIB = 128;
    private static final int PART_MIB = 8;
    private static final int UPLOADS_PER_CALLER = 64;
    private static final Duration UPLOAD_IDLE = Duration.ofHours(24);
    private static final int PARTS_IN_FLIGHT = 3;
    private static final int MOST_MANIFEST_ENTRIES = 10_000_000;

    public ArtifactSettings {
        requireAPart("UPLOAD_MEMORY_MIB", uploadMemory, parts);
        requireAPart("DOWNLOAD_MEMORY_MIB", downloadMemory, parts);
    }

    private static void requireAPart(String setting, long memory, PartSizes parts) {
        if (memory < parts.largest()) {
            throw Settings.refuse(
                    setting,
                    "must hold the largest part, which is four times PEDIGREE_PART_MIB: %d MiB"
                            .formatted(parts.largest() / MIB));
        }
    }

    /// How much of `memory` one caller may take in all calls together: half, or the largest part if that is more.
    long share(long memory) {
        return Math.max(memory / 2, parts.largest());
    }

    /// What `read` gives for an empty environment.
    public static ArtifactSettings usual() {
        return of(
                LEASE,
                UPLOAD_MEMORY_MIB,
                DOWNLOAD_MEMORY_MIB,
                PART_MIB,
                UPLOADS_PER_CALLER,
                UPLOAD_IDLE,
                MOST_MANIFEST_ENTRIES);
    }

    public static ArtifactSettings read(Settings settings, S3Settings s3) {
        return of(
                lease(settings, s3),
                settings.number("UPLOAD_MEMORY_MIB", UPLOAD_MEMORY_MIB, 8, 64 << 10),
                settings.number("DOWNLOAD_MEMORY_MIB", DOWNLOAD_MEMORY_MIB, 8, 64 << 10),
                settings.number("PART_MIB", PART_MIB, 1, 128),
                settings.number("UPLOADS_PER_CALLER", UPLOADS_PER_CALLER, 1, 100_000),
                settings.duration("UPLOAD_IDLE", UPLOAD_IDLE, Duration.ofMinutes(10), Duration.ofDays(30)),
                settings.number("MOST_MANIFEST_ENTRIES", MOST_MANIFEST_ENTRIES, 1, 10_000_000));
    }

    private static Duration lease(Settings settings, S3Settings s3) {
        Duration lease = settings.duration("LEASE", LEASE, Duration.ofMinutes(10), Duration.ofDays(365));
        if (s3.publicEndpoint().isPresent() && lease.compareTo(Direct.VALIDITY) < 0) {
            throw Settings.refuse(
                    "LEASE",
                    "must be at least %d minutes where PEDIGREE_S3_PUBLIC_ENDPOINT is set: so long can clients send what was signed for them"
                            .formatted(Direct.VALIDITY.toMinutes()));
        }
        return lease;
    }

    private static ArtifactSettings of(
            Duration lease,
            int uploadMemoryMib,
            int downloadMemoryMib,
            int partMib,
            int uploadsPerCaller,
            Duration uploadIdle,
            int mostManifestEntries) {
        PartSizes parts = new PartSizes(partMib * MIB, PARTS_IN_FLIGHT);
        return new ArtifactSettings(
                new Lease(lease),
                (long) uploadMemoryMib * MIB,
                (long) downloadMemoryMib * MIB,
                parts,
                uploadIdle,
                Limits.of(parts, mostManifestEntries, uploadsPerCaller));
    }
}
