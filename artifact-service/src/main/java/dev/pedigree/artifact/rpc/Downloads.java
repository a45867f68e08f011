package dev.pedigree.artifact.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.artifact.download.Download;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.v1.BatchDownloadBlobsResponse;
import dev.pedigree.v1.BlobDownload;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.function.Consumer;

/// Puts what was read into messages, several blobs into one.
final class Downloads {
    /// A message ends early rather than grow too large; one blob may be larger.
    private static final int MOST_BYTES = 2 << 20;

    private final Consumer<BatchDownloadBlobsResponse> sink;

    Downloads(Consumer<BatchDownloadBlobsResponse> sink) {
        this.sink = sink;
    }

    /// Sends all of them.
    void add(List<Download> downloads) {
        BatchDownloadBlobsResponse.Builder message = BatchDownloadBlobsResponse.newBuilder();
        int bytes = 0;
        for (Download download : downloads) {
            BlobDownload blob = blob(download);
            if (bytes > 0 && bytes + blob.getSerializedSize() > MOST_BYTES) {
                sink.accept(message.build());
                message = BatchDownloadBlobsResponse.newBuilder();
                bytes = 0;
            }
            message.addBlobs(blob);
            bytes += blob.getSerializedSize();
        }
        sink.accept(message.build());
    }

    private static BlobDownload blob(Download download) {
        ByteString digest = UnsafeByteOperations.unsafeWrap(download.digest().bytes());
        return switch (download) {
            case Download.Given given ->
                BlobDownload.newBuilder()
                        .setDigest(digest)
                        .setData(given.bytes())
                        .setEncoding(Encodings.write(given.encoding()))
                        .setSize(given.size())
                        .build();
            case Download.Refused refused ->
                BlobDownload.newBuilder()
                        .setDigest(digest)
                        .setStatus(StatusProto.fromThrowable(FaultStatus.toStatus(refused.fault())))
                        .build();
        };
    }
}
