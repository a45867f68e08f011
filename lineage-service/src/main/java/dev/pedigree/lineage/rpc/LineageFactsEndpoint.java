package dev.pedigree.lineage.rpc;

import dev.pedigree.chassis.rpc.Unary;
import dev.pedigree.lineage.query.Learning;
import dev.pedigree.lineage.tail.Freshness;
import dev.pedigree.lineage.tail.View;
import dev.pedigree.mesh.v1.GetTrainingLineageRequest;
import dev.pedigree.mesh.v1.LineageEvidence;
import dev.pedigree.mesh.v1.LineageFactsGrpc;
import io.grpc.ServerServiceDefinition;

/// `pedigree.mesh.v1.LineageFacts`: what the gates of a deployment ask.
public final class LineageFactsEndpoint {
    private final Freshness freshness;

    public LineageFactsEndpoint(Freshness freshness) {
        this.freshness = freshness;
    }

    public ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(LineageFactsGrpc.getServiceDescriptor())
                .addMethod(LineageFactsGrpc.getGetTrainingLineageMethod(), Unary.of(this::getTrainingLineage))
                .build();
    }

    private LineageEvidence getTrainingLineage(GetTrainingLineageRequest request) throws InterruptedException {
        View view = freshness.view(request.getAtLeastAsFresh());
        return new Learning(view.graph())
                .of(view.version(request.getVersion()))
                .setConsistencyToken(view.horizon().toString())
                .build();
    }
}
