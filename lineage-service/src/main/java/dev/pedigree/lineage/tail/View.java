package dev.pedigree.lineage.tail;

import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.feed.ConsistencyToken;
import dev.pedigree.lineage.graph.Facts;
import dev.pedigree.lineage.graph.Graph;
import dev.pedigree.v1.ErrorReason;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// The graph for one query: it holds everything up to `horizon`, and may hold some of what came since.
public record View(Graph graph, ConsistencyToken horizon) {
    /// Any node. Errors: VERSION_NOT_FOUND.
    public int node(String name) {
        return find(name, Facts::known);
    }

    /// A version. Errors: VERSION_NOT_FOUND.
    public int version(String name) {
        return find(name, Facts::isVersion);
    }

    private int find(String name, Predicate<Facts> wanted) {
        OptionalInt node = graph.find(name);
        if (node.isPresent() && wanted.test(graph.facts(node.getAsInt()))) {
            return node.getAsInt();
        }
        throw new NotFound(ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, "version", name);
    }
}
