package dev.pedigree.artifact.pack;

import dev.pedigree.lifecycle.Digest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The packs of one project that wait or are on their way: group commit without a timer.
///
/// While fewer than `AT_ONCE` packs are on their way, what comes goes at once, so nobody waits for company. Otherwise
/// it is gathered until one has arrived, so the busier it is, the larger the packs become. Who brings a blob that is
/// waiting or on its way already shares its fate.
final class PackQueue {
    private static final int AT_ONCE = 2;

    private final Consumer<List<PackItem>> writer;
    private final Map<Digest, Pack> pending = new HashMap<>();
    private final Deque<Pack> waiting = new ArrayDeque<>();
    private int writing;

    /// @param writer makes all blobs of a pack visible, or throws
    PackQueue(Consumer<List<PackItem>> writer) {
        this.writer = writer;
    }

    /// The packs that `items` go with.
    synchronized Set<Pack> add(List<PackItem> items) {
        Set<Pack> packs = new LinkedHashSet<>();
        for (PackItem item : items) {
            packs.add(pending.computeIfAbsent(item.digest(), _ -> place(item)));
        }
        start();
        return packs;
    }

    private Pack place(PackItem item) {
        if (waiting.isEmpty() || waiting.getLast().isFull()) {
            waiting.add(new Pack());
        }
        waiting.getLast().add(item);
        return waiting.getLast();
    }

    private void start() {
        while (writing < AT_ONCE && !waiting.isEmpty()) {
            Pack next = waiting.remove();
            writing++;
            Thread.ofVirtual().name("pack").start(() -> write(next));
        }
    }

    /// On a thread of its own: a caller who goes away takes nothing from the others.
    private void write(Pack pack) {
        try {
            writer.accept(pack.items());
            end(pack);
            pack.written().complete(null);
        } catch (Throwable failure) {
            end(pack);
            pack.written().completeExceptionally(failure);
        }
    }

    /// Before anybody hears of it, so that who tries again does not meet the pack that failed.
    private synchronized void end(Pack pack) {
        pack.items().forEach(item -> pending.remove(item.digest()));
        writing--;
        start();
    }
}
