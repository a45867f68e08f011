package dev.pedigree.gateway.door;

import static dev.pedigree.gateway.testing.Wire.assertRefused;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_PERMISSION_DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.gateway.testing.Stage;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.DownloadBlobRequest;
import dev.pedigree.v1.DownloadBlobResponse;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadBlobResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private static final int CHUNK = 1 << 20;

    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void anUploadPassesThrough() {
        assertThat(upload(stage.people().contributor(), 8).getSize()).isEqualTo(8L * CHUNK);
    }

    @Test
    void anUploadIsRefusedOnItsFirstMessage() {
        assertRefused(Status.Code.PERMISSION_DENIED, ERROR_REASON_PERMISSION_DENIED, () -> {
            try {
                upload(stage.people().stranger(), 8);
            } catch (CompletionException refused) {
                throw refused.getCause();
            }
        });
    }

    @Test
    void aDownloadPassesThroughInOrder() {
        DownloadBlobRequest request = DownloadBlobRequest.newBuilder()
                .setName("projects/digits/blobs/" + Records.DIGEST)
                .build();
        List<String> parts = new ArrayList<>();

        ArtifactServiceGrpc.newBlockingStub(stage.with(stage.people().reader()))
                .downloadBlob(request)
                .forEachRemaining(
                        (DownloadBlobResponse part) -> parts.add(part.getData().toStringUtf8()));

        assertThat(parts).containsExactly("first", "second");
    }

    private UploadBlobResponse upload(String token, int chunks) {
        CompletableFuture<UploadBlobResponse> reply = new CompletableFuture<>();
        StreamObserver<UploadBlobRequest> requests = ArtifactServiceGrpc.newStub(stage.with(token))
                .uploadBlob(new StreamObserver<>() {
                    @Override
                    public void onNext(UploadBlobResponse response) {
                        reply.complete(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        reply.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {}
                });
        UploadBlobRequest chunk = UploadBlobRequest.newBuilder()
                .setData(ByteString.copyFrom(new byte[CHUNK]))
                .build();
        requests.onNext(chunk.toBuilder().setParent("projects/digits").build());
        for (int sent = 1; sent < chunks; sent++) {
            requests.onNext(chunk);
        }
        requests.onCompleted();
        return reply.join();
    }
}
