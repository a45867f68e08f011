package dev.pedigree.gateway.upstream;

import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.mesh.v1.GetTrainingLineageRequest;
import dev.pedigree.mesh.v1.LineageEvidence;
import dev.pedigree.mesh.v1.LineageFactsGrpc;
import dev.pedigree.mesh.v1.LineageFactsGrpc.LineageFactsBlockingStub;

/// The lineage-service as the operations see it. Every method answers or throws a `Fault`.
public final class LineageClient {
    private final Upstream upstream;
    private final LineageFactsBlockingStub facts;

    public LineageClient(Upstream upstream) {
        this.upstream = upstream;
        this.facts = LineageFactsGrpc.newBlockingStub(upstream.channel());
    }

    /// Everything the version learned from, as of `token` or later.
    public LineageEvidence training(String version, String token) {
        GetTrainingLineageRequest request = GetTrainingLineageRequest.newBuilder()
                .setVersion(version)
                .setAtLeastAsFresh(token)
                .build();
        return upstream.call(facts, stub -> stub.getTrainingLineage(request));
    }
}
