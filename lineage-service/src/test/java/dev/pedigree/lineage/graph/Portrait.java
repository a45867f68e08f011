package dev.pedigree.lineage.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/// Everything a graph says of some names, in a form that does not depend on the order in which it came.
record Portrait(int nodes, long edges, Map<String, Likeness> likenesses) {
    record Likeness(Facts facts, List<String> out, List<String> in) {
        /// Neither known nor pointed at: as good as never named.
        boolean blank() {
            return !facts.known() && in.isEmpty();
        }
    }

    static Portrait of(Graph graph, Collection<String> names) {
        Map<String, Likeness> likenesses = new TreeMap<>();
        for (String name : names) {
            OptionalInt node = graph.find(name);
            if (node.isPresent()) {
                likenesses.put(name, likeness(graph, node.getAsInt()));
            }
        }
        likenesses.values().removeIf(Likeness::blank);
        return new Portrait(graph.nodes(), graph.edges(), likenesses);
    }

    private static Likeness likeness(Graph graph, int node) {
        return new Likeness(
                graph.facts(node), links(graph, node, graph::forEachOut), links(graph, node, graph::forEachIn));
    }

    private static List<String> links(Graph graph, int node, BiConsumer<Integer, IntConsumer> forEach) {
        List<String> links = new ArrayList<>();
        forEach.accept(node, link -> links.add(Link.relation(link) + " " + graph.name(Link.node(link))));
        return links.stream().sorted().toList();
    }
}
