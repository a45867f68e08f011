package dev.pedigree.artifact.manifest;

import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Lease;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.pack.Packer;
import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ManifestEntry;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Commits a list of files whose blobs are all there.
///
/// Each batch is checked against the blobs when it comes, and leases them, so what was found is still there when
/// the last batch has come; what was not is looked for once more then. A manifest that was committed before is the
/// answer at once.
///
/// Errors: MANIFEST_INVALID, ARTIFACT_MISSING, DIGEST_MISMATCH, LIMIT_EXCEEDED, EVIDENCE_STALE.
public final class CommitManifest {
    private final BlobStore blobs;
    private final Packer packer;
    private final Room room;
    private final Room paths;
    private final ManifestStore manifests;
    private final Lease lease;
    private final long mostEntries;

    /// @param room for the pages that are on their way to the object store
    /// @param paths room for what is remembered of the paths of manifests that are coming in
    public CommitManifest(
            BlobStore blobs,
            Packer packer,
            Room room,
            Room paths,
            ManifestStore manifests,
            Lease lease,
            long mostEntries) {
        this.blobs = blobs;
        this.packer = packer;
        this.room = room;
        this.paths = paths;
        this.manifests = manifests;
        this.lease = lease;
        this.mostEntries = mostEntries;
    }

    public StoredManifest run(Project project, Digest declared, Iterator<List<ManifestEntry>> batches) {
        return manifests.holdWhole(project, declared).orElseGet(() -> receive(project, declared, batches));
    }

    private StoredManifest receive(Project project, Digest declared, Iterator<List<ManifestEntry>> batches) {
        long began = System.nanoTime();
        try (PathMemory memory = new PathMemory(paths)) {
            Intake intake = new Intake(blobs, new Pages(packer, room, project), project, declared, memory, mostEntries);
            while (batches.hasNext()) {
                intake.take(batches.next());
            }
            Listing listing = intake.finish();
            requireLeases(System.nanoTime() - began);
            return manifests.commit(project, declared, listing);
        }
    }

    /// What was found first was leased first: a manifest that takes too long to come in may list what has gone again.
    private void requireLeases(long nanos) {
        if (nanos > lease.atLeast().toNanos() / 2) {
            throw new Conflict(
                    ErrorReason.ERROR_REASON_EVIDENCE_STALE,
                    "the manifest took so long to come in that its blobs must be looked for again: commit it again",
                    Map.of("changed", "leases"));
        }
    }
}
