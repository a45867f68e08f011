package dev.pedigree.artifact;

import dev.pedigree.artifact.blob.Lease;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.artifact.upload.Parts;
import dev.pedigree.chassis.settings.Settings;
import java.time.Duration;

/// How long content is kept for whoever asked, and how much memory uploads may take.
///
/// | setting | |
/// |-|-|
/// | `LEASE` | how long content is kept from deletion after somebody was told that it is there |
/// | `UPLOAD_MEMORY_MIB` | bytes of streams that are on their way to the object store, over all calls |
/// | `PART_MIB` | the parts that large blobs are cut into; ten thousand of them are the largest blob |
/// | `MOST_MANIFEST_ENTRIES` | how many files one manifest may list |
public record ArtifactSettings(Lease lease, long uploadMemory, Parts parts, Limits limits) {
    private static final int MIB = 1 << 20;
    private static final Duration LEASE = Duration.ofHours(24);
    private static final int UPLOAD_MEMORY_MIB = 128;
    private static final int PART_MIB = 8;
    private static final int PARTS_IN_FLIGHT = 3;
    private static final int MOST_MANIFEST_ENTRIES = 10_000_000;

    public ArtifactSettings {
        if (uploadMemory < parts.size()) {
            throw Settings.refuse("UPLOAD_MEMORY_MIB", "must hold one part at least, see PEDIGREE_PART_MIB");
        }
    }

    /// What `read` gives for an empty environment.
    public static ArtifactSettings usual() {
        return of(LEASE, UPLOAD_MEMORY_MIB, PART_MIB, MOST_MANIFEST_ENTRIES);
    }

    public static ArtifactSettings read(Settings settings) {
        return of(
                settings.duration("LEASE", LEASE, Duration.ofMinutes(10), Duration.ofDays(365)),
                settings.number("UPLOAD_MEMORY_MIB", UPLOAD_MEMORY_MIB, 8, 64 << 10),
                settings.number("PART_MIB", PART_MIB, 5, 512),
                settings.number("MOST_MANIFEST_ENTRIES", MOST_MANIFEST_ENTRIES, 1, 10_000_000));
    }

    private static ArtifactSettings of(Duration lease, int uploadMemoryMib, int partMib, int mostManifestEntries) {
        Parts parts = new Parts(partMib * MIB, PARTS_IN_FLIGHT);
        return new ArtifactSettings(
                new Lease(lease),
                (long) uploadMemoryMib * MIB,
                parts,
                Limits.of(parts.largestBlob(), mostManifestEntries));
    }
}
