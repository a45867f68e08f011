package dev.pedigree.artifact.manifest;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ManifestEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Commits a manifest once more, from its list of pages: everything is checked as if a client had sent it.
///
/// Errors: those of `CommitManifest`, and CONTENT_CORRUPT.
public final class RestoreManifest {
    private static final int BATCH = 2_000;

    private final ManifestStore manifests;
    private final CommitManifest commitManifest;

    public RestoreManifest(ManifestStore manifests, CommitManifest commitManifest) {
        this.manifests = manifests;
        this.commitManifest = commitManifest;
    }

    /// @param list as `PageList` wrote it
    public StoredManifest run(Project project, Digest digest, ByteString list) {
        Iterator<ManifestEntry> entries = PageList.read(list).stream()
                .<ManifestEntry>mapMulti(
                        (page, sink) -> manifests.page(project, page).forEachRemaining(sink))
                .iterator();
        return commitManifest.run(project, digest, new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public List<ManifestEntry> next() {
                List<ManifestEntry> batch = new ArrayList<>(BATCH);
                while (entries.hasNext() && batch.size() < BATCH) {
                    batch.add(entries.next());
                }
                return batch;
            }
        });
    }
}
