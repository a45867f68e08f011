package dev.pedigree.registry.deployment;

import dev.pedigree.lifecycle.name.ResourceName;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.mesh.v1.Edge;
import dev.pedigree.mesh.v1.Node;
import dev.pedigree.registry.name.Times;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.Relation;

/// What the feed says of a deployment: at its beginning, and once more at its end.
final class DeploymentChange {
    private static final long BEGUN = 1;
    private static final long ENDED = 2;

    private DeploymentChange() {}

    static Change.Builder of(Stored deployment) {
        return Change.newBuilder()
                .setSubject(deployment.name().toString())
                .setRevision(deployment.end().isPresent() ? ENDED : BEGUN)
                .addDigests(deployment.record().getDeployment().getManifestDigest())
                .setNode(node(deployment))
                .setRecordDigest(deployment.digest().toString());
    }

    private static Node node(Stored deployment) {
        Node.Builder node = Node.newBuilder()
                .setKind(LineageKind.LINEAGE_KIND_DEPLOYMENT)
                .addEdges(edge(Relation.RELATION_DEPLOYS, deployment.version()))
                .setStartTime(deployment.record().getDeployment().getStartTime());
        deployment.replaced().ifPresent(replaced -> node.addEdges(edge(Relation.RELATION_REPLACES, replaced)));
        deployment.end().ifPresent(end -> node.setEndTime(Times.toWire(end.at())));
        return node.build();
    }

    private static Edge edge(Relation relation, ResourceName to) {
        return Edge.newBuilder().setRelation(relation).setTo(to.toString()).build();
    }
}
