package dev.pedigree.artifact.manifest;

import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Payload;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.lifecycle.content.ManifestLine;
import java.util.ArrayList;
import java.util.List;

/// The pages of a manifest that is coming in. A few are kept in memory, so that a small manifest which turns out to
/// be wrong leaves nothing; of a large one, pages are stored as they come, as blobs that nothing names yet.
final class Pages {
    private static final int MOST_IN_MEMORY = 16;

    private final BlobStore blobs;
    private final Project project;
    private final PageCutter cutter = new PageCutter();
    private final List<Payload> waiting = new ArrayList<>();
    private final List<PageReference> references = new ArrayList<>();

    Pages(BlobStore blobs, Project project) {
        this.blobs = blobs;
        this.project = project;
    }

    void add(ManifestLine line) {
        cutter.add(line).ifPresent(this::take);
        if (waiting.size() >= MOST_IN_MEMORY) {
            store();
        }
    }

    /// Stores what is not stored yet; gives all pages in order.
    List<PageReference> finish() {
        cutter.rest().ifPresent(this::take);
        store();
        return references;
    }

    private void take(Page page) {
        Payload payload = Payload.of(page.lines());
        waiting.add(payload);
        references.add(new PageReference(page.firstPath(), payload.digest()));
    }

    private void store() {
        blobs.put(project, waiting);
        waiting.clear();
    }
}
