package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadBlobResponse;
import io.grpc.stub.BlockingClientCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadBlobTest {
    private static final int MIB = 1 << 20;
    private static final int SMALL = 3 * MIB + 17;
    private static final int LARGE = 21 * MIB + 17; // three parts

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final Client client = ARTIFACTS.client("streams");
    private final Traces traces = new Traces(ARTIFACTS, "streams");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MIB, SMALL, 8 * MIB, 8 * MIB + 1, 16 * MIB, LARGE})
    void aBlobOfAnySizeIsReadBackByteForByte(int size) throws Exception {
        ByteString blob = RandomBytes.of(size);

        UploadBlobResponse response = client.upload(blob);

        assertThat(response.getName()).isEqualTo("projects/streams/blobs/" + digestOf(blob));
        assertThat(response.getSize()).isEqualTo(size);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
        assertThat(client.missing(digest(blob))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void aBlobThatIsThereIsAnsweredBeforeItsBytesAreSent(int size) throws Exception {
        ByteString blob = RandomBytes.of(size);
        assertThat(client.upload(blob).getExisted()).isFalse();

        BlockingClientCall<UploadBlobRequest, UploadBlobResponse> call = client.beginUpload();
        call.write(client.first(digest(blob), blob.size()));
        UploadBlobResponse response = call.read(); // no byte was sent, and no end

        assertThat(response.getExisted()).isTrue();
        assertThat(client.upload(blob).getExisted()).isTrue(); // nor does it harm to send on
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void ofSixteenWhoSendTheSameBytesAtOnceAllSucceed(int size) throws Exception {
        ByteString blob = RandomBytes.of(size);

        List<UploadBlobResponse> responses = Race.run(16, _ -> client.upload(blob));

        assertThat(responses).hasSize(16);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
        assertThat(traces.of(digest(blob)).rows()).isEqualTo(1);
        assertThat(traces.uploads(digest(blob))).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void bytesThatAreNotWhatWasDeclaredLeaveNothing(int size) throws Exception {
        ByteString blob = RandomBytes.of(size);
        ByteString declared = digest(RandomBytes.of(10));

        Fault fault = fault(() -> client.upload(declared, size, blob));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_DIGEST_MISMATCH);
        assertThat(fault.metadata()).containsEntry("actual", digestOf(blob).toString());
        traces.assertNone(declared);
        traces.assertNone(digest(blob));
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void moreOrFewerBytesThanDeclaredLeaveNothing(int size) throws Exception {
        ByteString blob = RandomBytes.of(size);

        for (int off : List.of(-1, 1)) {
            Fault fault = fault(() -> client.upload(digest(blob), size + off, blob));

            assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_DIGEST_MISMATCH);
            assertThat(fault.metadata()).containsEntry("expectedSize", Integer.toString(size + off));
            traces.assertNone(digest(blob));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void aStreamThatIsCutMakesNothingVisible(int size) throws Exception {
        ByteString blob = RandomBytes.of(size);
        BlockingClientCall<UploadBlobRequest, UploadBlobResponse> call = client.beginUpload();
        call.write(client.first(digest(blob), size));
        for (int sent = 0; sent < size - MIB; sent += MIB) {
            call.write(UploadBlobRequest.newBuilder()
                    .setData(blob.substring(sent, sent + MIB))
                    .build());
        }

        call.cancel("the client is gone", null);

        assertThat(traces.of(digest(blob))).isEqualTo(new Traces.Found(0, List.of()));
        assertThat(client.upload(blob).getExisted()).isFalse();
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @Test
    void bytesWhoseRowWasLostAreTakenUpAgain() throws Exception {
        ByteString blob = RandomBytes.of(LARGE);
        client.upload(blob);
        traces.forgetRow(digest(blob));
        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));

        assertThat(client.upload(blob).getExisted()).isFalse();

        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @Test
    void theFirstMessageMustSayWhatComes() {
        assertThat(fault(() -> send(UploadBlobRequest.newBuilder()
                                .setParent("projects/streams")
                                .build()))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
        assertThat(fault(() -> send()).reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
        assertThat(fault(() -> send(client.first(digest(RandomBytes.of(1)), 1).toBuilder()
                                .setParent("streams")
                                .build()))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
    }

    @Test
    void noLaterMessageMaySayItAgain() {
        UploadBlobRequest first = client.first(digest(RandomBytes.of(1)), 1);

        Fault fault = fault(() -> send(
                first,
                UploadBlobRequest.newBuilder().setParent("projects/other").build()));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
    }

    @Test
    void aMessageOrABlobOverTheLimitIsRefused() {
        UploadBlobRequest first = client.first(digest(RandomBytes.of(1)), 5 * MIB);
        UploadBlobRequest heavy =
                UploadBlobRequest.newBuilder().setData(RandomBytes.of(MIB + 1)).build();

        assertThat(fault(() -> send(first, heavy)).reason()).isEqualTo(ErrorReason.ERROR_REASON_LIMIT_EXCEEDED);
        assertThat(fault(() -> send(client.first(digest(RandomBytes.of(1)), 1L << 50)))
                        .metadata())
                .containsEntry("actual", Long.toString(1L << 50));
    }

    private UploadBlobResponse send(UploadBlobRequest... messages) throws Exception {
        BlockingClientCall<UploadBlobRequest, UploadBlobResponse> call = client.beginUpload();
        for (UploadBlobRequest message : messages) {
            call.write(message);
        }
        call.halfClose();
        return call.read();
    }
}
