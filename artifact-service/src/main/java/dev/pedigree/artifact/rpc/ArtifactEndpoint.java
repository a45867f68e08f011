package dev.pedigree.artifact.rpc;

import static dev.pedigree.v1.ArtifactServiceGrpc.getBatchUploadBlobsMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getCommitManifestMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getDownloadBlobMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getFindMissingBlobsMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getGetCapabilitiesMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getGetManifestMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getListManifestEntriesMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getUploadBlobMethod;

import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.chassis.rpc.ClientStream;
import dev.pedigree.chassis.rpc.ServerStream;
import dev.pedigree.chassis.rpc.Unary;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.Capabilities;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.GetCapabilitiesRequest;
import io.grpc.ServerServiceDefinition;

/// `pedigree.v1.ArtifactService`: which method is answered where.
public final class ArtifactEndpoint {
    private final Limits limits;
    private final BlobMethods blobs;
    private final ManifestMethods manifests;

    public ArtifactEndpoint(Limits limits, BlobMethods blobs, ManifestMethods manifests) {
        this.limits = limits;
        this.blobs = blobs;
        this.manifests = manifests;
    }

    public ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(ArtifactServiceGrpc.getServiceDescriptor())
                .addMethod(getGetCapabilitiesMethod(), Unary.of(this::capabilities))
                .addMethod(getFindMissingBlobsMethod(), Unary.of(blobs::findMissing))
                .addMethod(getBatchUploadBlobsMethod(), Unary.of(blobs::uploadBatch))
                .addMethod(getUploadBlobMethod(), ClientStream.of(blobs::upload))
                .addMethod(getDownloadBlobMethod(), ServerStream.of(blobs::download))
                .addMethod(getCommitManifestMethod(), ClientStream.of(manifests::commit))
                .addMethod(getGetManifestMethod(), Unary.of(manifests::get))
                .addMethod(getListManifestEntriesMethod(), Unary.of(manifests::listEntries))
                .build();
    }

    private Capabilities capabilities(GetCapabilitiesRequest request) {
        return Capabilities.newBuilder()
                .addDigestFunctions(DigestFunction.DIGEST_FUNCTION_SHA256)
                .setMaxBatchBytes(limits.batchBytes())
                .setMaxBatchBlobs(limits.batchBlobs())
                .setMaxBatchBlobBytes(limits.batchBlobBytes())
                .setMaxBlobBytes(limits.blobBytes())
                .setMaxChunkBytes(limits.chunkBytes())
                .setMaxFindMissingDigests(limits.findMissingDigests())
                .setMaxManifestEntries(limits.manifestEntries())
                .setMaxManifestChunkEntries(limits.manifestChunkEntries())
                .build();
    }
}
