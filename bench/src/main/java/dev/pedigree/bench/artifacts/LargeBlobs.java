package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.DownloadBlobRequest;
import dev.pedigree.v1.DownloadBlobResponse;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadBlobResponse;
import dev.pedigree.v1.UploadSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Consumer;

/// One large file up and down as a stream of messages of 1 MiB.
record LargeBlobs(ContentClient client) {
    void upload(String project, LargeFile file) throws IOException, InterruptedException {
        Sending<UploadBlobRequest, UploadBlobResponse> sending = new Sending<>();
        var _ = client.streams().uploadBlob(sending);
        UploadBlobRequest.Builder message =
                UploadBlobRequest.newBuilder().setParent(project).setSpec(spec(file));
        try (InputStream bytes = file.open()) {
            for (ByteString chunk = next(bytes); !chunk.isEmpty(); chunk = next(bytes)) {
                if (!sending.send(message.setData(chunk).build())) {
                    break;
                }
                message = UploadBlobRequest.newBuilder();
            }
        }
        if (sending.finish().getExisted()) {
            throw new IllegalStateException("the file was there before");
        }
    }

    private static UploadSpec spec(LargeFile file) {
        return UploadSpec.newBuilder()
                .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                .setDigest(file.digest())
                .setSize(file.size())
                .build();
    }

    private static ByteString next(InputStream bytes) throws IOException {
        byte[] chunk = new byte[LargeFile.CHUNK];
        int count = bytes.readNBytes(chunk, 0, chunk.length);
        return UnsafeByteOperations.unsafeWrap(count == chunk.length ? chunk : Arrays.copyOf(chunk, count));
    }

    /// The service verifies every byte before it hands it over.
    void download(String project, LargeFile file, Consumer<ByteString> sink) {
        Iterator<DownloadBlobResponse> replies = client.calls()
                .downloadBlob(DownloadBlobRequest.newBuilder()
                        .setName(file.name(project))
                        .build());
        long size = 0;
        while (replies.hasNext()) {
            ByteString data = replies.next().getData();
            size += data.size();
            sink.accept(data);
        }
        if (size != file.size()) {
            throw new IllegalStateException("%d bytes came, not %d".formatted(size, file.size()));
        }
    }
}
