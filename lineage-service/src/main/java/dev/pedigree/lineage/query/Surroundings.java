package dev.pedigree.lineage.query;

import dev.pedigree.lineage.graph.Direction;
import dev.pedigree.lineage.graph.Graph;
import dev.pedigree.lineage.graph.Link;
import dev.pedigree.lineage.graph.Walk;
import dev.pedigree.v1.LineageEdge;
import dev.pedigree.v1.LineageGraph;
import dev.pedigree.v1.LineageQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Answers GetAncestry and GetDescendants: what lies upstream or downstream of one node.
///
/// The walk follows the relations asked for through nodes of every kind; shown are the start and the nodes of the kinds
/// asked for, and every edge between two that are shown.
public final class Surroundings {
    private static final int ALL_THE_WAY = 100;
    private static final int USUAL_NODES = 1_000;

    private final Graph graph;
    private final Drawing drawing;
    private final int start;
    private final Selection kinds;
    private final Selection relations;
    private final int maxHops;
    private final int maxNodes;

    private final LineageGraph.Builder answer = LineageGraph.newBuilder();
    private final ReplySize size = new ReplySize();
    /// The nodes shown, and the place of each in the answer.
    private final Map<Integer, Integer> shown = new LinkedHashMap<>();

    public Surroundings(Graph graph, int start, LineageQuery query) {
        this.graph = graph;
        this.drawing = new Drawing(graph);
        this.start = start;
        this.kinds = Selection.orAll(query.getKindsValueList());
        this.relations = Selection.orAll(query.getRelationsValueList());
        this.maxHops = query.getMaxHops() == 0 ? ALL_THE_WAY : query.getMaxHops();
        this.maxNodes = query.getMaxNodes() == 0 ? USUAL_NODES : query.getMaxNodes();
    }

    public LineageGraph.Builder find(Direction direction) throws InterruptedException {
        show(start, 0);
        Walk walk = new Walk(graph, start, direction, (relation, facts) -> facts.known() && relations.has(relation));
        while (!answer.getTruncated() && walk.advance()) {
            if (walk.distance() > maxHops) {
                answer.setTruncated(true);
            } else {
                showLevel(walk);
            }
        }
        shown.keySet().forEach(this::showEdgesOf);
        return answer;
    }

    private void showLevel(Walk walk) {
        FirstByName level = new FirstByName(graph, maxNodes - shown.size());
        walk.forEachOfLevel(node -> {
            if (kinds.has(graph.facts(node).kind())) {
                level.offer(node);
            }
        });
        level.inOrder().forEach(node -> show(node, walk.distance()));
        if (level.dropped()) {
            answer.setTruncated(true);
        }
    }

    private void show(int node, int distance) {
        var drawn = drawing.node(node, distance);
        if (size.admits(drawn)) {
            shown.put(node, shown.size());
            answer.addNodes(drawn);
        } else {
            answer.setTruncated(true);
        }
    }

    private void showEdgesOf(int from) {
        List<Integer> links = new ArrayList<>();
        graph.forEachOut(from, link -> {
            if (relations.has(Link.relation(link)) && shown.containsKey(Link.node(link))) {
                links.add(link);
            }
        });
        links.sort((one, other) -> {
            int byPlace = Integer.compare(shown.get(Link.node(one)), shown.get(Link.node(other)));
            return byPlace == 0 ? Integer.compare(Link.relation(one), Link.relation(other)) : byPlace;
        });
        links.forEach(link -> showEdge(drawing.edge(from, Link.relation(link), Link.node(link))));
    }

    private void showEdge(LineageEdge edge) {
        if (size.admits(edge)) {
            answer.addEdges(edge);
        } else {
            answer.setTruncated(true);
        }
    }
}
