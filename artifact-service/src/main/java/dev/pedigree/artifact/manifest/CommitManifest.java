package dev.pedigree.artifact.manifest;

import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.pack.Packer;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ManifestEntry;
import java.util.Iterator;
import java.util.List;

/// Commits a list of files whose blobs are all there.
///
/// Each batch is checked against the blobs when it comes, and leases them, so what was found is still there when
/// the last batch has come. A manifest that was committed before is the answer at once.
///
/// Errors: MANIFEST_INVALID, ARTIFACT_MISSING, DIGEST_MISMATCH, LIMIT_EXCEEDED.
public final class CommitManifest {
    private final BlobStore blobs;
    private final Packer packer;
    private final Room room;
    private final ManifestStore manifests;
    private final long mostEntries;

    public CommitManifest(BlobStore blobs, Packer packer, Room room, ManifestStore manifests, long mostEntries) {
        this.blobs = blobs;
        this.packer = packer;
        this.room = room;
        this.manifests = manifests;
        this.mostEntries = mostEntries;
    }

    public StoredManifest run(Project project, Digest declared, Iterator<List<ManifestEntry>> batches) {
        return manifests.hold(project, declared).orElseGet(() -> receive(project, declared, batches));
    }

    private StoredManifest receive(Project project, Digest declared, Iterator<List<ManifestEntry>> batches) {
        Intake intake = new Intake(blobs, new Pages(packer, room, project), project, mostEntries);
        while (batches.hasNext()) {
            intake.take(batches.next());
        }
        return manifests.commit(project, declared, intake.finish(declared));
    }
}
