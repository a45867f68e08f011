package dev.pedigree.lineage.query;

import dev.pedigree.lineage.graph.Graph;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Of many nodes the few with the smallest names: a level of a million costs no more memory than the answer has room.
final class FirstByName {
    private final Comparator<Integer> byName;
    private final int room;
    private final PriorityQueue<Integer> kept;
    private boolean dropped;

    FirstByName(Graph graph, int room) {
        this.byName = Comparator.comparing(graph::name);
        this.room = room;
        this.kept = new PriorityQueue<>(byName.reversed());
    }

    void offer(int node) {
        if (kept.size() < room) {
            kept.add(node);
            return;
        }
        dropped = true;
        if (room > 0 && byName.compare(node, kept.element()) < 0) {
            kept.remove();
            kept.add(node);
        }
    }

    /// Not everything had room.
    boolean dropped() {
        return dropped;
    }

    List<Integer> inOrder() {
        return kept.stream().sorted(byName).toList();
    }
}
