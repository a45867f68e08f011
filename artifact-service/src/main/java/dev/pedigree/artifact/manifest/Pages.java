package dev.pedigree.artifact.manifest;

import dev.pedigree.artifact.blob.Payload;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.pack.PackItem;
import dev.pedigree.artifact.pack.Packer;
import dev.pedigree.lifecycle.content.ManifestLine;
import java.util.ArrayList;
import java.util.List;

/// The pages of a manifest that is coming in. A few are kept in memory, so that a small manifest which turns out to
/// be wrong leaves nothing; of a large one, pages are stored as they come, as blobs that nothing names yet.
final class Pages {
    private static final int MOST_IN_MEMORY = 16;

    private final Packer packer;
    private final Room room;
    private final Project project;
    private final PageCutter cutter = new PageCutter();
    private final List<Payload> waiting = new ArrayList<>();
    private final List<PageReference> references = new ArrayList<>();

    Pages(Packer packer, Room room, Project project) {
        this.packer = packer;
        this.room = room;
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
        long bytes = waiting.stream().mapToLong(page -> page.bytes().size()).sum();
        try (Room.Lot lot = room.take(bytes)) {
            packer.put(project, waiting.stream().map(PackItem::of).toList(), lot);
        }
        waiting.clear();
    }
}
