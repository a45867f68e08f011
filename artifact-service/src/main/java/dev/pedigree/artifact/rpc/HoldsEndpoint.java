package dev.pedigree.artifact.rpc;

import dev.pedigree.artifact.hold.HoldManifest;
import dev.pedigree.artifact.manifest.StoredManifest;
import dev.pedigree.chassis.rpc.Unary;
import dev.pedigree.lifecycle.name.ManifestName;
import dev.pedigree.mesh.v1.ArtifactEvidence;
import dev.pedigree.mesh.v1.ArtifactHoldsGrpc;
import dev.pedigree.mesh.v1.HoldManifestRequest;
import io.grpc.ServerServiceDefinition;

/// `pedigree.mesh.v1.ArtifactHolds`.
public final class HoldsEndpoint {
    private final HoldManifest holdManifest;

    public HoldsEndpoint(HoldManifest holdManifest) {
        this.holdManifest = holdManifest;
    }

    public ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(ArtifactHoldsGrpc.getServiceDescriptor())
                .addMethod(ArtifactHoldsGrpc.getHoldManifestMethod(), Unary.of(this::holdManifest))
                .build();
    }

    private ArtifactEvidence holdManifest(HoldManifestRequest request) {
        ManifestName name = new ManifestName(
                Requests.project(request.getParent()), Requests.digest("manifest_digest", request.getManifestDigest()));
        StoredManifest manifest = holdManifest.run(name, request.getVerify());
        return ArtifactEvidence.newBuilder()
                .setManifestDigest(manifest.digest().toString())
                .setFileCount(manifest.files())
                .setTotalBytes(manifest.bytes())
                .setExpireTime(ManifestMethods.timestamp(manifest.leasedUntil()))
                .build();
    }
}
