package dev.pedigree.examples;

import com.google.protobuf.ByteString;
import dev.pedigree.v1.BatchUploadBlobsRequest;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.BlobUploadResult;
import dev.pedigree.v1.CommitManifestRequest;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.FindMissingBlobsRequest;
import dev.pedigree.v1.Manifest;
import dev.pedigree.v1.ManifestEntry;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Stores a folder of small files: hash, ask what is missing, send that, commit the manifest.
///
/// Each missing file goes in a batch of its own, so files have to be smaller than `Capabilities.max_batch_blob_bytes`;
/// larger ones go through the stream `UploadBlob`.
final class PushFolder {
    private static final int DIGEST_BYTES = 32;

    private final Connection pedigree;
    private final String project;

    PushFolder(Connection pedigree, String project) {
        this.pedigree = pedigree;
        this.project = project;
    }

    Manifest push(Path folder) throws IOException {
        Map<String, ManifestEntry> entries = new TreeMap<>(); // ASCII paths: string order is byte order
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                byte[] content = Files.readAllBytes(file);
                entries.put(
                        path,
                        ManifestEntry.newBuilder()
                                .setPath(path)
                                .setDigest(ByteString.copyFrom(sha256(content)))
                                .setSize(content.length)
                                .build());
            }
        }
        Set<ByteString> missing = missing(List.copyOf(entries.values()));
        for (ManifestEntry entry : entries.values()) {
            if (missing.remove(entry.getDigest())) {
                upload(entry.getDigest(), ByteString.copyFrom(Files.readAllBytes(folder.resolve(entry.getPath()))));
            }
        }
        return commit(List.copyOf(entries.values()));
    }

    private Set<ByteString> missing(List<ManifestEntry> entries) {
        ByteString packed = pedigree.artifacts()
                .findMissingBlobs(FindMissingBlobsRequest.newBuilder()
                        .setParent(project)
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .setDigests(ByteString.copyFrom(
                                entries.stream().map(ManifestEntry::getDigest).toList()))
                        .build())
                .getMissing();
        Set<ByteString> missing = new HashSet<>();
        for (int at = 0; at < packed.size(); at += DIGEST_BYTES) {
            missing.add(packed.substring(at, at + DIGEST_BYTES));
        }
        return missing;
    }

    private void upload(ByteString digest, ByteString content) {
        BlobUploadResult result = pedigree.artifacts()
                .batchUploadBlobs(BatchUploadBlobsRequest.newBuilder()
                        .setParent(project)
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .addBlobs(BlobUpload.newBuilder().setDigest(digest).setData(content))
                        .build())
                .getResults(0);
        if (result.getStatus().getCode() != 0) {
            throw StatusProto.toStatusRuntimeException(result.getStatus());
        }
    }

    private Manifest commit(List<ManifestEntry> entries) {
        CompletableFuture<Manifest> committed = new CompletableFuture<>();
        StreamObserver<CommitManifestRequest> stream =
                pedigree.artifactStreams().commitManifest(into(committed));
        stream.onNext(CommitManifestRequest.newBuilder()
                .setParent(project)
                .setDigest(manifestDigest(entries))
                .addAllEntries(entries)
                .build());
        stream.onCompleted();
        return committed.join();
    }

    /// SHA-256 over the lines `hex SP size SP path LF`.
    private static String manifestDigest(List<ManifestEntry> entries) {
        StringBuilder lines = new StringBuilder();
        for (ManifestEntry entry : entries) {
            lines.append(HexFormat.of().formatHex(entry.getDigest().toByteArray()))
                    .append(' ')
                    .append(entry.getSize())
                    .append(' ')
                    .append(entry.getPath())
                    .append('\n');
        }
        return "sha256:" + HexFormat.of().formatHex(sha256(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T> StreamObserver<T> into(CompletableFuture<T> reply) {
        return new StreamObserver<>() {
            @Override
            public void onNext(T value) {
                reply.complete(value);
            }

            @Override
            public void onError(Throwable failure) {
                reply.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {}
        };
    }
}
