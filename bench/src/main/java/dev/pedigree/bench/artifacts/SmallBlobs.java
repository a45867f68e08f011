package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.v1.BatchDownloadBlobsRequest;
import dev.pedigree.v1.BatchDownloadBlobsResponse;
import dev.pedigree.v1.BatchUploadBlobsRequest;
import dev.pedigree.v1.BlobDownload;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.BlobUploadResult;
import dev.pedigree.v1.Capabilities;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.FindMissingBlobsRequest;
import dev.pedigree.v1.GetCapabilitiesRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;

/// Many small blobs up and down in batches as large as the server allows, a few calls at once.
final class SmallBlobs {
    static final int AT_ONCE = 8;
    private static final int STREAMS = 4;
    private static final int ASKED_AT_ONCE = 1_250;

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
                        .setDigest(files.digest(index))
                        .setData(UnsafeByteOperations.unsafeWrap(files.content(index)))
                        .build());
    }

    /// @param size of each blob
    void upload(String project, int count, int size, Source source) throws InterruptedException {
        int batch = inOneBatch(size);
        Concurrently.run(AT_ONCE, Math.ceilDiv(count, batch), number -> {
            List<BlobUpload> blobs = new ArrayList<>(batch);
            for (int index = number * batch; index < Math.min((number + 1) * batch, count); index++) {
                blobs.add(source.blob(index));
            }
            send(project, blobs);
        });
    }

    /// How many blobs of `size` bytes one call takes.
    int inOneBatch(int size) {
        return Math.clamp(limits.getMaxBatchBytes() / size, 1, limits.getMaxBatchBlobs());
    }

    void send(String project, List<BlobUpload> blobs) {
        BatchUploadBlobsRequest request = BatchUploadBlobsRequest.newBuilder()
                .setParent(project)
                .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                .addAllBlobs(blobs)
                .build();
        for (BlobUploadResult result : client.calls().batchUploadBlobs(request).getResultsList()) {
            if (result.getStatus().getCode() != 0) {
                throw new IllegalStateException("a blob was refused: " + result.getStatus());
            }
        }
    }

    /// Fetches all files; each comes once, in any order.
    void download(String project, SmallFiles files, BiConsumer<ByteString, ByteString> sink)
            throws InterruptedException {
        int steps = Math.ceilDiv(files.count(), ASKED_AT_ONCE);
        Concurrently.run(STREAMS, steps, step -> {
            int from = step * ASKED_AT_ONCE;
            int to = Math.min(from + ASKED_AT_ONCE, files.count());
            int came = download(project, files.digests(from, to), sink);
            if (came != to - from) {
                throw new IllegalStateException("%d blobs came, not %d".formatted(came, to - from));
            }
        });
    }

    private int download(String project, ByteString digests, BiConsumer<ByteString, ByteString> sink) {
        Iterator<BatchDownloadBlobsResponse> replies = client.calls()
                .batchDownloadBlobs(BatchDownloadBlobsRequest.newBuilder()
                        .setParent(project)
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .setDigests(digests)
                        .build());
        int came = 0;
        while (replies.hasNext()) {
            for (BlobDownload blob : replies.next().getBlobsList()) {
                if (blob.getStatus().getCode() != 0) {
                    throw new IllegalStateException("a blob did not come: " + blob.getStatus());
                }
                sink.accept(blob.getDigest(), blob.getData());
                came++;
            }
        }
        return came;
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
