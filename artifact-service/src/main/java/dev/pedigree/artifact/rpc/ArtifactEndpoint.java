package dev.pedigree.artifact.rpc;

import static dev.pedigree.v1.ArtifactServiceGrpc.getBatchDownloadBlobsMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getBatchUploadBlobsMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getCommitManifestMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getCommitUploadPartsMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getDownloadBlobMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getFindMissingBlobsMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getGetCapabilitiesMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getGetManifestMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getListManifestEntriesMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getQueryUploadMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getSignDownloadMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getSignUploadPartsMethod;
import static dev.pedigree.v1.ArtifactServiceGrpc.getUploadBlobMethod;

import dev.pedigree.artifact.direct.Direct;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.chassis.rpc.ClientStream;
import dev.pedigree.chassis.rpc.Methods;
import dev.pedigree.chassis.rpc.ServerStream;
import dev.pedigree.chassis.rpc.Unary;
import dev.pedigree.chassis.rpc.Uncopied;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.BlobEncoding;
import dev.pedigree.v1.Capabilities;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.GetCapabilitiesRequest;
import io.grpc.ServerServiceDefinition;

/// `pedigree.v1.ArtifactService`: which method is answered where.
public final class ArtifactEndpoint {
    /// The largest message that is taken.
    private static final long MOST_MESSAGE_BYTES = 4 << 20;

    private final Limits limits;
    private final Room room;
    private final BlobMethods blobs;
    private final BatchMethods batches;
    private final LargeBlobMethods large;
    private final ManifestMethods manifests;

    public ArtifactEndpoint(
            Limits limits,
            Room room,
            BlobMethods blobs,
            BatchMethods batches,
            LargeBlobMethods large,
            ManifestMethods manifests) {
        this.limits = limits;
        this.room = room;
        this.blobs = blobs;
        this.batches = batches;
        this.large = large;
        this.manifests = manifests;
    }

    public ServerServiceDefinition service() {
        return new Methods(ArtifactServiceGrpc.getServiceDescriptor())
                .add(getGetCapabilitiesMethod(), Unary.of(this::capabilities))
                .add(Uncopied.of(getFindMissingBlobsMethod()), Unary.of(blobs::findMissing))
                .add(
                        Uncopied.of(getBatchUploadBlobsMethod()),
                        Unary.within(() -> room.take(MOST_MESSAGE_BYTES), Room.Lot::close, batches::upload))
                .add(Uncopied.of(getUploadBlobMethod()), ClientStream.of(blobs::upload))
                .add(getQueryUploadMethod(), Unary.of(large::query))
                .add(getSignUploadPartsMethod(), Unary.of(large::signUpload))
                .add(getCommitUploadPartsMethod(), Unary.of(large::commit))
                .add(getSignDownloadMethod(), Unary.of(large::signDownload))
                .add(getDownloadBlobMethod(), ServerStream.of(blobs::download))
                .add(getBatchDownloadBlobsMethod(), ServerStream.of(batches::download))
                .add(getCommitManifestMethod(), ClientStream.of(manifests::commit))
                .add(getGetManifestMethod(), Unary.of(manifests::get))
                .add(getListManifestEntriesMethod(), Unary.of(manifests::listEntries))
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
                .addEncodings(BlobEncoding.BLOB_ENCODING_ZSTD)
                .setMaxBatchDownloadBlobs(limits.batchDownloadBlobs())
                .setMaxBatchDownloadBlobBytes(limits.batchBytes())
                .setPartBytes(limits.partBytes())
                .setMaxUploadsPerCaller(limits.uploadsPerCaller())
                .setMinDirectBlobBytes(large.leastDirectBytes())
                .setMaxSignedParts(Direct.MOST_PARTS)
                .build();
    }
}
