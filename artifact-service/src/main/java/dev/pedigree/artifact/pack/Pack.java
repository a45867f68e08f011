package dev.pedigree.artifact.pack;

import dev.pedigree.artifact.blob.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Blobs that go together. Filled under the lock of its queue, and no more changed once it is on its way.
final class Pack {
    /// A pack with more bytes takes no more blobs.
    private static final int FULL = 32 << 20;

    private final List<Payload> payloads = new ArrayList<>();
    private final CompletableFuture<Void> written = new CompletableFuture<>();
    private long size;

    void add(Payload payload) {
        payloads.add(payload);
        size += payload.bytes().size();
    }

    boolean isFull() {
        return size >= FULL;
    }

    List<Payload> payloads() {
        return payloads;
    }

    /// Done when all its blobs are visible, or with the reason why they are not.
    CompletableFuture<Void> written() {
        return written;
    }
}
