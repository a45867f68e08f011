package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.HeldStore.Hold;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.v1.PartDigest;
import dev.pedigree.v1.SignedRequest;
import dev.pedigree.v1.UploadState;
import dev.pedigree.v1.UploadStatus;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A client that puts another part in the place of one, at whatever moment: the bytes of a blob are those of its
/// digest.
@Timeout(120)
class ReplacedPartTest {
    private static final int PART = 8 << 20;

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final ByteString blob = RandomBytes.of(2 * PART + 17); // three parts
    private final ByteString other = RandomBytes.of(PART).concat(blob.substring(PART));
    private HeldStore store;
    private Artifacts artifacts;
    private ServiceHost host;
    private ManagedChannel channel;
    private Client client;
    private DirectClient direct;

    @BeforeEach
    void start() {
        store = new HeldStore(ARTIFACTS.objects());
        artifacts =
                new Artifacts(ArtifactSettings.usual(), ARTIFACTS.database(), store, Optional.of(ARTIFACTS.signer()));
        host = ArtifactExtension.start(artifacts);
        channel = ArtifactExtension.channel(host, ArtifactExtension.GATEWAY);
        client = new Client(channel, "replaced");
        direct = new DirectClient(client, PART);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        host.close();
        artifacts.close();
    }

    @Test
    void aWrongPartInThePlaceOfARightOneThatWasReadIsFound() throws Exception {
        putAndReplaceWhatWasRead(blob, other);

        UploadStatus status = direct.await(blob, UploadState.UPLOAD_STATE_FAILED);

        assertThat(status.getFailure()).contains(digestOf(other).toString());
        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));
    }

    @Test
    void aRightPartInThePlaceOfAWrongOneThatWasReadMakesTheBlob() throws Exception {
        putAndReplaceWhatWasRead(other, blob);

        direct.await(blob, UploadState.UPLOAD_STATE_COMPLETE);

        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    /// Puts parts of `before`, and once its first was read, all parts of `after`.
    private void putAndReplaceWhatWasRead(ByteString before, ByteString after) throws Exception {
        Hold first = store.holdGet("/00001-");
        Hold second = store.holdGet("/00002-");
        put(before, 1);
        first.awaitArrival();
        put(before, 2);
        first.release();
        second.awaitArrival();
        put(after, 1);
        second.release();
        put(after, 3);
    }

    @Test
    void onceAllPartsAreThereNoneIsReplaced() throws Exception {
        Hold late = store.holdHead("/00001-" + digestOf(direct.part(other, 1)).hex());
        Hold reading = store.holdGet("/00003-");
        FutureTask<UploadStatus> replacing = new FutureTask<>(() -> put(other, 1));
        Thread.ofVirtual().start(replacing);
        late.awaitArrival();
        direct.putAll(blob);
        client.commitParts(blob, direct.parts(blob));
        reading.awaitArrival();

        late.release();

        assertThat(replacing.get().getState()).isEqualTo(UploadState.UPLOAD_STATE_VERIFYING);
        reading.release();
        direct.await(blob, UploadState.UPLOAD_STATE_COMPLETE);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    /// Puts and commits a part of `whole`, whatever it is, as one of the blob.
    private UploadStatus put(ByteString whole, int number) throws Exception {
        List<PartDigest> part = List.of(direct.parts(whole).get(number - 1));
        SignedRequest signed = client.signParts(blob, part).getRequests(0);
        assertThat(direct.put(signed, direct.part(whole, number))).isEqualTo(200);
        return client.commitParts(blob, part);
    }
}
