package dev.pedigree.artifact.manifest;

import dev.pedigree.artifact.blob.Parallel;
import dev.pedigree.artifact.blob.Payload;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.pack.PackItem;
import dev.pedigree.artifact.pack.Packer;
import dev.pedigree.lifecycle.content.ManifestLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// The pages of a manifest that is coming in. A few are kept in memory, so that a small manifest which turns out to
/// be wrong leaves nothing; of a large one, pages are stored as they come, as blobs that nothing names yet. The last
/// ones are on their way as soon as all lines are there.
final class Pages {
    private static final int MOST_IN_MEMORY = 16;

    private final Packer packer;
    private final Room room;
    private final Project project;
    private final PageCutter cutter = new PageCutter();
    private final List<Payload> waiting = new ArrayList<>();
    private final List<PageReference> references = new ArrayList<>();
    private Future<Void> last = CompletableFuture.completedFuture(null);

    Pages(Packer packer, Room room, Project project) {
        this.packer = packer;
        this.room = room;
        this.project = project;
    }

    void add(ManifestLine line) {
        cutter.add(line).ifPresent(this::take);
        if (waiting.size() >= MOST_IN_MEMORY) {
            begin();
        }
    }

    /// Begins to store what is not stored yet: to be called when the last line was added.
    void complete() {
        cutter.rest().ifPresent(this::take);
        begin();
    }

    /// All pages in order, when they are stored.
    List<PageReference> finish() {
        complete();
        Parallel.await(last);
        return references;
    }

    private void take(Page page) {
        Payload payload = Payload.of(page.lines());
        waiting.add(payload);
        references.add(new PageReference(page.firstPath(), payload.digest()));
    }

    private void begin() {
        Parallel.await(last);
        if (waiting.isEmpty()) {
            return;
        }
        long bytes = waiting.stream().mapToLong(page -> page.bytes().size()).sum();
        try (Room.Lot lot = room.take(bytes)) {
            last = packer.begin(project, waiting.stream().map(PackItem::of).toList(), lot);
        }
        waiting.clear();
    }
}
