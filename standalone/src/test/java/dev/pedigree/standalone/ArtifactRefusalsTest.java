package dev.pedigree.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import dev.pedigree.chassis.settings.S3Settings;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.S3ObjectStore;
import dev.pedigree.v1.BatchDownloadBlobsRequest;
import dev.pedigree.v1.BatchUploadBlobsRequest;
import dev.pedigree.v1.BlobDownload;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.Capabilities;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.FindMissingBlobsRequest;
import dev.pedigree.v1.GetCapabilitiesRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What artifact-service refuses, as it comes through the gateway to a user.
final class ArtifactRefusalsTest {
    @TempDir
    static Path data;

    private static Mesh mesh;
    private static MeshClient client;

    @BeforeAll
    static void start() {
        mesh = Mesh.local(data, 0);
        client = MeshClient.of(mesh);
    }

    @AfterAll
    static void stop() {
        client.close();
        mesh.close();
    }

    @Test
    void whatIsOverALimitIsToldWithTheLimit() throws Exception {
        Capabilities limits = client.artifacts()
                .getCapabilities(GetCapabilitiesRequest.newBuilder()
                        .setParent(client.project())
                        .build());

        ErrorInfo size = refusal(
                Status.Code.INVALID_ARGUMENT,
                () -> client.artifacts()
                        .batchUploadBlobs(BatchUploadBlobsRequest.newBuilder()
                                .setParent(client.project())
                                .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                                .addBlobs(BlobUpload.newBuilder()
                                        .setDigest(ByteString.copyFrom(new byte[32]))
                                        .setSize(1L << 62))
                                .build()));
        ErrorInfo count = refusal(
                Status.Code.INVALID_ARGUMENT,
                () -> client.artifacts()
                        .findMissingBlobs(FindMissingBlobsRequest.newBuilder()
                                .setParent(client.project())
                                .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                                .setDigests(ByteString.copyFrom(new byte[32 * 100_001]))
                                .build()));

        assertLimit(size, limits.getMaxBatchBytes(), 1L << 62);
        assertLimit(count, limits.getMaxFindMissingDigests(), 100_001);
    }

    private static void assertLimit(ErrorInfo info, long limit, long actual) {
        assertThat(info.getReason()).isEqualTo("LIMIT_EXCEEDED");
        assertThat(info.getMetadataMap())
                .containsEntry("limit", Long.toString(limit))
                .containsEntry("actual", Long.toString(actual));
    }

    @Test
    void whatIsNotWhatItWasIsDataLossWithTheDigest() throws Exception {
        ByteString digest = client.upload("what it was");
        damagePacks();

        ErrorInfo info = refusal(Status.Code.DATA_LOSS, () -> client.download(digest));
        BlobDownload inBatch = client.artifacts()
                .batchDownloadBlobs(BatchDownloadBlobsRequest.newBuilder()
                        .setParent(client.project())
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .setDigests(digest)
                        .build())
                .next()
                .getBlobs(0);

        assertThat(info.getReason()).isEqualTo("CONTENT_CORRUPT");
        assertThat(info.getMetadataMap().values()).anyMatch(value -> value.contains(hex(digest)));
        assertThat(inBatch.getStatus().getCode()).isEqualTo(Code.DATA_LOSS_VALUE);
        assertThat(inBatch.getData()).isEmpty();
        assertThat(client.download(client.upload("what it was"))).isEqualTo("what it was");
    }

    /// The first byte of each of the project's packs, where blobs begin.
    private static void damagePacks() throws Exception {
        S3Server server = mesh.stores().objects().server();
        S3Settings settings = S3Settings.of(server.endpoint(), server.bucket(), server.accessKey(), server.secretKey());
        try (ObjectStore objects = S3ObjectStore.open(settings, new SimpleMeterRegistry())) {
            var packs = objects.list(client.project() + "/packs/", "", 100);
            assertThat(packs).isNotEmpty();
            for (var pack : packs) {
                byte[] bytes;
                try (InputStream stored = objects.get(pack.key()).orElseThrow()) {
                    bytes = stored.readAllBytes();
                }
                bytes[0] ^= 1;
                objects.delete(pack.key());
                objects.put(pack.key(), Content.of(bytes));
            }
        }
    }

    private static ErrorInfo refusal(Status.Code code, ThrowingCallable call) throws Exception {
        StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refusal.getStatus().getCode()).isEqualTo(code);
        return StatusProto.fromThrowable(refusal).getDetails(0).unpack(ErrorInfo.class);
    }

    private static String hex(ByteString digest) {
        return HexFormat.of().formatHex(digest.toByteArray());
    }
}
