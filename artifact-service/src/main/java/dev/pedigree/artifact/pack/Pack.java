package dev.pedigree.artifact.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Blobs that go together. Filled under the lock of its queue, and no more changed once it is on its way.
final class Pack {
    /// A pack with more bytes takes no more blobs.
    private static final int FULL = 32 << 20;

    private final List<PackItem> items = new ArrayList<>();
    private final CompletableFuture<Void> written = new CompletableFuture<>();
    private long size;

    void add(PackItem item) {
        items.add(item);
        size += item.stored().size();
    }

    boolean isFull() {
        return size >= FULL;
    }

    List<PackItem> items() {
        return items;
    }

    /// Done when all its blobs are visible, or with the reason why they are not.
    CompletableFuture<Void> written() {
        return written;
    }
}
