package dev.pedigree.lineage.graph;

import java.util.Arrays;

/// At which place of a walk each node was reached: a map from `int` to `int` without boxes, so that a small walk costs
/// little in a large graph and a large one stays compact.
final class Places {
    static final int NONE = -1;

    private int[] nodes = new int[32];
    private int[] places = filled(32);
    private int size;

    int of(int node) {
        return places[slot(nodes, places, node)];
    }

    /// Notes the place of a node that has none.
    void put(int node, int place) {
        if (size * 2 >= nodes.length) {
            widen();
        }
        set(nodes, places, node, place);
        size++;
    }

    private void widen() {
        int[] widerNodes = new int[nodes.length * 2];
        int[] widerPlaces = filled(nodes.length * 2);
        for (int slot = 0; slot < nodes.length; slot++) {
            if (places[slot] != NONE) {
                set(widerNodes, widerPlaces, nodes[slot], places[slot]);
            }
        }
        nodes = widerNodes;
        places = widerPlaces;
    }

    private static void set(int[] nodes, int[] places, int node, int place) {
        int slot = slot(nodes, places, node);
        nodes[slot] = node;
        places[slot] = place;
    }

    private static int slot(int[] nodes, int[] places, int node) {
        int mask = nodes.length - 1;
        int hash = node * 0x9E3779B9;
        int slot = (hash ^ hash >>> 16) & mask;
        while (places[slot] != NONE && nodes[slot] != node) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int[] filled(int length) {
        int[] places = new int[length];
        Arrays.fill(places, NONE);
        return places;
    }
}
