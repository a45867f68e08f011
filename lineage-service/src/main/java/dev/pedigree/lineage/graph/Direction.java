package dev.pedigree.lineage.graph;

import java.util.function.IntConsumer;

/// Which way a walk goes.
public enum Direction {
    /// To what it came from.
    UPSTREAM {
        @Override
        void forEach(Graph graph, int node, IntConsumer visitor) {
            graph.forEachOut(node, visitor);
        }
    },
    /// To what came of it.
    DOWNSTREAM {
        @Override
        void forEach(Graph graph, int node, IntConsumer visitor) {
            graph.forEachIn(node, visitor);
        }
    };

    abstract void forEach(Graph graph, int node, IntConsumer visitor);
}
