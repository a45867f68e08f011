package dev.pedigree.gateway.upstream;

import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.lifecycle.name.ManifestName;
import dev.pedigree.mesh.v1.ArtifactEvidence;
import dev.pedigree.mesh.v1.ArtifactHoldsGrpc;
import dev.pedigree.mesh.v1.ArtifactHoldsGrpc.ArtifactHoldsBlockingStub;
import dev.pedigree.mesh.v1.HoldManifestRequest;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.ArtifactServiceGrpc.ArtifactServiceBlockingStub;
import dev.pedigree.v1.GetManifestRequest;
import dev.pedigree.v1.ListManifestEntriesRequest;
import dev.pedigree.v1.ListManifestEntriesResponse;
import dev.pedigree.v1.Manifest;

/// The artifact-service as the operations see it. Every method answers or throws a `Fault`.
public final class ArtifactClient {
    private final Upstream upstream;
    private final ArtifactServiceBlockingStub artifacts;
    private final ArtifactHoldsBlockingStub holds;

    public ArtifactClient(Upstream upstream) {
        this.upstream = upstream;
        this.artifacts = ArtifactServiceGrpc.newBlockingStub(upstream.channel());
        this.holds = ArtifactHoldsGrpc.newBlockingStub(upstream.channel());
    }

    /// @param verify whether the object store is asked for every object as well
    public ArtifactEvidence hold(ManifestName manifest, boolean verify) {
        HoldManifestRequest request = HoldManifestRequest.newBuilder()
                .setParent(manifest.project().toString())
                .setManifestDigest(manifest.digest().toString())
                .setVerify(verify)
                .build();
        return upstream.call(holds, stub -> stub.holdManifest(request));
    }

    public Manifest manifest(GetManifestRequest request) {
        return upstream.call(artifacts, stub -> stub.getManifest(request));
    }

    public ListManifestEntriesResponse entries(ListManifestEntriesRequest request) {
        return upstream.call(artifacts, stub -> stub.listManifestEntries(request));
    }
}
