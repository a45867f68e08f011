package dev.pedigree.lineage.rpc;

import dev.pedigree.chassis.rpc.Unary;
import dev.pedigree.lineage.graph.Direction;
import dev.pedigree.lineage.query.Contamination;
import dev.pedigree.lineage.query.Surroundings;
import dev.pedigree.lineage.tail.Freshness;
import dev.pedigree.lineage.tail.View;
import dev.pedigree.v1.GetAncestryRequest;
import dev.pedigree.v1.GetDescendantsRequest;
import dev.pedigree.v1.GetImpactRequest;
import dev.pedigree.v1.Impact;
import dev.pedigree.v1.LineageGraph;
import dev.pedigree.v1.LineageQuery;
import dev.pedigree.v1.LineageServiceGrpc;
import io.grpc.ServerServiceDefinition;

/// `pedigree.v1.LineageService`, as the gateway relays it.
public final class LineageEndpoint {
    private final Freshness freshness;

    public LineageEndpoint(Freshness freshness) {
        this.freshness = freshness;
    }

    public ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(LineageServiceGrpc.getServiceDescriptor())
                .addMethod(LineageServiceGrpc.getGetAncestryMethod(), Unary.of(this::getAncestry))
                .addMethod(LineageServiceGrpc.getGetDescendantsMethod(), Unary.of(this::getDescendants))
                .addMethod(LineageServiceGrpc.getGetImpactMethod(), Unary.of(this::getImpact))
                .build();
    }

    private LineageGraph getAncestry(GetAncestryRequest request) throws InterruptedException {
        return around(request.getName(), request.getQuery(), Direction.UPSTREAM);
    }

    private LineageGraph getDescendants(GetDescendantsRequest request) throws InterruptedException {
        return around(request.getName(), request.getQuery(), Direction.DOWNSTREAM);
    }

    private Impact getImpact(GetImpactRequest request) throws InterruptedException {
        View view = freshness.view(request.getAtLeastAsFresh());
        return new Contamination(view.graph(), request)
                .from(view.version(request.getName()))
                .setConsistencyToken(view.horizon().toString())
                .build();
    }

    private LineageGraph around(String name, LineageQuery query, Direction direction) throws InterruptedException {
        View view = freshness.view(query.getAtLeastAsFresh());
        return new Surroundings(view.graph(), view.node(name), query)
                .find(direction)
                .setConsistencyToken(view.horizon().toString())
                .build();
    }
}
