package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.chassis.fault.Exhausted;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadBlobResponse;
import io.grpc.stub.BlockingClientCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UploadLimitTest {
    private static final int LARGE = 9 << 20;
    private static final int MOST = 2;

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = new ArtifactExtension(settings());

    private final Client client = ARTIFACTS.client("many");
    private final Traces traces = new Traces(ARTIFACTS, "many");

    private static ArtifactSettings settings() {
        ArtifactSettings usual = ArtifactSettings.usual();
        return new ArtifactSettings(
                usual.lease(),
                usual.uploadMemory(),
                usual.downloadMemory(),
                usual.parts(),
                usual.uploadIdle(),
                Limits.of(usual.parts(), usual.limits().manifestEntries(), MOST));
    }

    @Test
    void aCallerHasOnlySoManyUploadsUnderWay() throws Exception {
        assertThat(client.capabilities().getMaxUploadsPerCaller()).isEqualTo(MOST);
        ByteString first = RandomBytes.of(LARGE);
        begin(first);
        begin(RandomBytes.of(LARGE));

        Fault fault = fault(() -> client.upload(RandomBytes.of(LARGE)));

        assertThat(fault).isInstanceOf(Exhausted.class);
        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_UPLOADS_EXCEEDED);
        assertThat(fault.metadata()).containsEntry("limit", Integer.toString(MOST));
        client.upload(RandomBytes.of(100)); // a small one is none of them
        client.goOn(first, 8 << 20); // nor is one that goes on
        client.upload(RandomBytes.of(LARGE)); // and there is a place again
    }

    private void begin(ByteString blob) throws Exception {
        BlockingClientCall<UploadBlobRequest, UploadBlobResponse> call = client.beginUpload();
        call.write(client.first(digest(blob), blob.size()));
        client.write(call, blob.substring(0, 8 << 20));
        traces.awaitParts(digest(blob), 1);
        call.cancel("the client is gone", null);
    }
}
