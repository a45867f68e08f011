package dev.pedigree.bench.labels;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.bench.Connections;
import dev.pedigree.standalone.Mesh;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.AssetServiceGrpc.AssetServiceBlockingStub;
import dev.pedigree.v1.CommitManifestRequest;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.DownloadBlobRequest;
import dev.pedigree.v1.DownloadBlobResponse;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelServiceGrpc;
import dev.pedigree.v1.LabelServiceGrpc.LabelServiceBlockingStub;
import dev.pedigree.v1.Manifest;
import dev.pedigree.v1.ManifestEntry;
import dev.pedigree.v1.PrepareLabelsRequest;
import dev.pedigree.v1.PrepareLabelsResponse;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadBlobResponse;
import dev.pedigree.v1.UploadSpec;
import io.grpc.Metadata;
import io.grpc.StatusException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;

/// The public address, as a client with labels sees it.
final class LabelClient implements AutoCloseable {
    private static final int CHUNK = 1 << 20;
    private static final Duration DEADLINE = Duration.ofMinutes(30);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Connections connections;
    private final Metadata credentials = new Metadata();

    private LabelClient(Connections connections, String token) {
        this.connections = connections;
        credentials.put(AUTHORIZATION, "Bearer " + token);
    }

    static LabelClient of(Mesh mesh) throws IOException {
        return new LabelClient(
                Connections.to(mesh.address()),
                Files.readString(mesh.tokenFile()).strip());
    }

    AssetServiceBlockingStub assets() {
        return ready(AssetServiceGrpc.newBlockingStub(connections.of(0)));
    }

    LabelServiceBlockingStub labels() {
        return ready(LabelServiceGrpc.newBlockingStub(connections.of(0)));
    }

    private <S extends AbstractStub<S>> S ready(S stub) {
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(credentials))
                .withDeadlineAfter(DEADLINE);
    }

    /// The ledger that comes of the change.
    LabelLedger prepare(PrepareLabelsRequest request) {
        Iterator<PrepareLabelsResponse> steps = labels().prepareLabels(request);
        while (steps.hasNext()) {
            PrepareLabelsResponse step = steps.next();
            if (step.hasLedger()) {
                return step.getLedger();
            }
            if (step.hasRefusal()) {
                throw new IllegalStateException("the change was refused: " + step.getRefusal());
            }
        }
        throw new IllegalStateException("no ledger came");
    }

    /// Stores a file as a blob.
    ///
    /// @return its digest
    String upload(String project, Path file) throws IOException, InterruptedException, StatusException {
        byte[] digest = sha256(file);
        BlockingClientCall<UploadBlobRequest, UploadBlobResponse> call =
                ready(ArtifactServiceGrpc.newBlockingV2Stub(connections.of(0))).uploadBlob();
        boolean open = call.write(UploadBlobRequest.newBuilder()
                .setParent(project)
                .setSpec(UploadSpec.newBuilder()
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .setDigest(ByteString.copyFrom(digest))
                        .setSize(Files.size(file)))
                .build());
        try (InputStream bytes = Files.newInputStream(file)) {
            for (byte[] chunk = bytes.readNBytes(CHUNK); open && chunk.length > 0; chunk = bytes.readNBytes(CHUNK)) {
                open = call.write(UploadBlobRequest.newBuilder()
                        .setData(UnsafeByteOperations.unsafeWrap(chunk))
                        .build());
            }
        }
        call.halfClose();
        var _ = call.read();
        return "sha256:" + HexFormat.of().formatHex(digest);
    }

    /// Stores a file and the manifest that lists it alone.
    ///
    /// @return the manifest's digest
    String commitManifest(String project, String path, Path file)
            throws IOException, InterruptedException, StatusException {
        String blob = upload(project, file).substring("sha256:".length());
        String list = "%s %d %s\n".formatted(blob, Files.size(file), path);
        String digest = "sha256:" + HexFormat.of().formatHex(sha256().digest(list.getBytes(StandardCharsets.UTF_8)));
        BlockingClientCall<CommitManifestRequest, Manifest> call =
                ready(ArtifactServiceGrpc.newBlockingV2Stub(connections.of(0))).commitManifest();
        var _ = call.write(CommitManifestRequest.newBuilder()
                .setParent(project)
                .setDigest(digest)
                .addEntries(ManifestEntry.newBuilder()
                        .setPath(path)
                        .setDigest(ByteString.copyFrom(sha256(file)))
                        .setSize(Files.size(file)))
                .build());
        call.halfClose();
        return call.read().getDigest();
    }

    private static byte[] sha256(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                DigestOutputStream summed = new DigestOutputStream(OutputStream.nullOutputStream(), sha256())) {
            bytes.transferTo(summed);
            return summed.getMessageDigest().digest();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Writes a blob into a file.
    void download(String project, String digest, Path file) throws IOException {
        Iterator<DownloadBlobResponse> pieces = ready(ArtifactServiceGrpc.newBlockingStub(connections.of(0)))
                .downloadBlob(DownloadBlobRequest.newBuilder()
                        .setName(project + "/blobs/" + digest)
                        .build());
        try (OutputStream out = Files.newOutputStream(file)) {
            while (pieces.hasNext()) {
                pieces.next().getData().writeTo(out);
            }
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
