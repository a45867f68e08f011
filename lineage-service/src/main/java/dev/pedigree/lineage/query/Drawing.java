package dev.pedigree.lineage.query;

import dev.pedigree.lineage.graph.Facts;
import dev.pedigree.lineage.graph.Graph;
import dev.pedigree.v1.DeploymentImpact;
import dev.pedigree.v1.LineageEdge;
import dev.pedigree.v1.LineageNode;

/// Nodes and links as the messages of the protocol.
record Drawing(Graph graph) {
    LineageNode node(int node, int distance) {
        Facts facts = graph.facts(node);
        LineageNode.Builder drawn = LineageNode.newBuilder()
                .setName(graph.name(node))
                .setKindValue(facts.kind())
                .setDistance(distance)
                .setStateValue(facts.state());
        facts.start().ifPresent(drawn::setStartTime);
        facts.end().ifPresent(drawn::setEndTime);
        return drawn.build();
    }

    LineageEdge edge(int from, int relation, int to) {
        return LineageEdge.newBuilder()
                .setFrom(graph.name(from))
                .setTo(graph.name(to))
                .setRelationValue(relation)
                .build();
    }

    DeploymentImpact deployment(int node) {
        Facts facts = graph.facts(node);
        DeploymentImpact.Builder drawn =
                DeploymentImpact.newBuilder().setDeployment(graph.name(node)).setLive(facts.live());
        facts.start().ifPresent(drawn::setStartTime);
        facts.end().ifPresent(drawn::setEndTime);
        return drawn.build();
    }
}
