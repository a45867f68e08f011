package dev.pedigree.artifact.pack;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.PackedDigests;
import dev.pedigree.artifact.blob.Parallel;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.chassis.store.ObjectStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// Stores small blobs, many to an object: one write for thousands of them, then one statement for all their rows.
public final class Packer {
    private final BlobStore blobs;
    private final ObjectStore objects;
    private final PackMeters meters = new PackMeters();

    /// A queue lives as long as somebody waits for one of its packs.
    private final LoadingCache<Project, PackQueue> queues =
            Caffeine.newBuilder().weakValues().build(project -> new PackQueue(items -> write(project, items)));

    public Packer(BlobStore blobs, ObjectStore objects) {
        this.blobs = blobs;
        this.objects = objects;
    }

    public PackMeters meters() {
        return meters;
    }

    /// Stores whichever of `items` the project lacks. All of them are visible when this returns.
    ///
    /// @param room that the items take: kept while they are in memory, even if the caller is gone
    public void put(Project project, List<PackItem> items, Room.Lot room) {
        Parallel.await(begin(project, items, room));
    }

    /// The same for a caller who has something else to do meanwhile: all of them are visible when the answer is done.
    public Future<Void> begin(Project project, List<PackItem> items, Room.Lot room) {
        Set<Pack> packs = queues.get(project).add(items);
        Room.Lot kept = room.handOver();
        return CompletableFuture.allOf(packs.stream().map(Pack::written).toArray(CompletableFuture[]::new))
                .whenComplete((_, _) -> kept.close());
    }

    /// What the project has is asked here, when twins of these blobs already wait for this pack: nothing goes twice.
    private void write(Project project, List<PackItem> items) {
        PackedDigests digests =
                PackedDigests.of(items.stream().map(PackItem::digest).toList());
        List<PackItem> lacking = blobs.lacking(project, digests).stream()
                .map(ordinal -> items.get(ordinal - 1))
                .toList();
        if (!lacking.isEmpty()) {
            PackObject pack = PackObject.of(project, lacking);
            objects.put(pack.container().key(), pack.content());
            blobs.show(project, pack.container(), pack.blobs());
            meters.stored(pack);
        }
    }
}
