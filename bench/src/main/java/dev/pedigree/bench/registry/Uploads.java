package dev.pedigree.bench.registry;

import com.google.protobuf.ByteString;
import dev.pedigree.bench.Progress;
import dev.pedigree.v1.BatchUploadBlobsRequest;
import dev.pedigree.v1.BatchUploadBlobsResponse;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.CommitManifestRequest;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.Manifest;
import dev.pedigree.v1.ManifestEntry;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Puts small files where versions can name them.
record Uploads(Gateway gateway, String project) {
    private static final String PATH = "content.bin";
    private static final int MOST_ATTEMPTS = 5;

    /// Uploads `content` as the one file of a manifest; returns the manifest's digest.
    ///
    /// On a busy machine a service that has just started may be late: what was uploaded may be sent again.
    String manifest(String content) {
        for (int attempt = 1; ; attempt++) {
            try {
                return manifestOnce(content);
            } catch (StatusRuntimeException | CompletionException late) {
                if (attempt == MOST_ATTEMPTS) {
                    throw late;
                }
                Progress.say("again, after: %s", late.getMessage());
            }
        }
    }

    private String manifestOnce(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] digest = sha256(bytes);
        upload(bytes, digest);
        String line = "%s %d %s\n".formatted(HexFormat.of().formatHex(digest), bytes.length, PATH);
        return commit(CommitManifestRequest.newBuilder()
                        .setParent(project)
                        .setDigest("sha256:" + HexFormat.of().formatHex(sha256(line.getBytes(StandardCharsets.UTF_8))))
                        .addEntries(ManifestEntry.newBuilder()
                                .setPath(PATH)
                                .setDigest(ByteString.copyFrom(digest))
                                .setSize(bytes.length))
                        .build())
                .getDigest();
    }

    private void upload(byte[] bytes, byte[] digest) {
        BatchUploadBlobsResponse reply = gateway.artifacts()
                .batchUploadBlobs(BatchUploadBlobsRequest.newBuilder()
                        .setParent(project)
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .addBlobs(BlobUpload.newBuilder()
                                .setDigest(ByteString.copyFrom(digest))
                                .setData(ByteString.copyFrom(bytes)))
                        .build());
        if (reply.getResults(0).getStatus().getCode() != 0) {
            throw new IllegalStateException(reply.toString());
        }
    }

    private Manifest commit(CommitManifestRequest request) {
        CompletableFuture<Manifest> committed = new CompletableFuture<>();
        StreamObserver<CommitManifestRequest> entries =
                gateway.artifactStreams().commitManifest(new Reply<>(committed));
        entries.onNext(request);
        entries.onCompleted();
        return committed.join();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record Reply<T>(CompletableFuture<T> future) implements StreamObserver<T> {
        @Override
        public void onNext(T value) {
            future.complete(value);
        }

        @Override
        public void onError(Throwable failure) {
            future.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            future.completeExceptionally(new IllegalStateException("no reply came"));
        }
    }
}
