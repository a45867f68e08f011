package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.v1.BatchUploadBlobsRequest;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.BlobUploadResult;
import dev.pedigree.v1.Capabilities;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.FindMissingBlobsRequest;
import dev.pedigree.v1.GetCapabilitiesRequest;
import java.io.IOException;

/// Many small blobs up and down in batches as large as the server allows, a few calls at once.
final class SmallBlobs {
    private static final int AT_ONCE = 8;

    private final ContentClient client;
    private final Capabilities limits;

    @FunctionalInterface
    interface Source {
        BlobUpload blob(int index) throws IOException;
    }

    SmallBlobs(ContentClient client, String project) {
        this.client = client;
        this.limits = client.calls()
                .getCapabilities(
                        GetCapabilitiesRequest.newBuilder().setParent(project).build());
    }

    Capabilities limits() {
        return limits;
    }

    void upload(String project, SmallFiles files) throws InterruptedException {
        upload(
                project,
                files.count(),
                files.size(),
                index -> BlobUpload.newBuilder()
                        .setDigest(
                                UnsafeByteOperations.unsafeWrap(files.digests(), index * Sha256.LENGTH, Sha256.LENGTH))
                        .setData(UnsafeByteOperations.unsafeWrap(files.content(index)))
                        .build());
    }

    /// @param size of each blob
    void upload(String project, int count, int size, Source source) throws InterruptedException {
        int batch = Math.clamp(limits.getMaxBatchBytes() / size, 1, limits.getMaxBatchBlobs());
        Concurrently.run(AT_ONCE, Math.ceilDiv(count, batch), number -> {
            BatchUploadBlobsRequest.Builder request = BatchUploadBlobsRequest.newBuilder()
                    .setParent(project)
                    .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256);
            for (int index = number * batch; index < Math.min((number + 1) * batch, count); index++) {
                request.addBlobs(source.blob(index));
            }
            send(request.build());
        });
    }

    private void send(BatchUploadBlobsRequest request) {
        for (BlobUploadResult result : client.calls().batchUploadBlobs(request).getResultsList()) {
            if (result.getStatus().getCode() != 0) {
                throw new IllegalStateException("a blob was refused: " + result.getStatus());
            }
        }
    }

    /// Those of `digests`, which lie one after the other, that the project does not have.
    ByteString missing(String project, ByteString digests) {
        return client.calls()
                .findMissingBlobs(FindMissingBlobsRequest.newBuilder()
                        .setParent(project)
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .setDigests(digests)
                        .build())
                .getMissing();
    }
}
