package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.chassis.store.StoredObject;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ManifestEntry;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadBlobResponse;
import dev.pedigree.v1.UploadState;
import dev.pedigree.v1.UploadStatus;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LargeBlobTest {
    private static final int MIB = 1 << 20;
    private static final int PART = 8 * MIB;
    private static final int SIZE = 21 * MIB + 17; // three parts

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final Client client = ARTIFACTS.client("large");
    private final Traces traces = new Traces(ARTIFACTS, "large");
    private final ByteString blob = RandomBytes.of(SIZE);

    @Test
    void whatNobodyBeganIsAbsent() throws Exception {
        UploadStatus status = client.query(blob);

        assertThat(status.getState()).isEqualTo(UploadState.UPLOAD_STATE_ABSENT);
        assertThat(status.getCommittedOffset()).isZero();
        assertThat(status.getPartSize()).isEqualTo(PART);
        assertThat(fault(() -> client.goOn(blob, PART)))
                .isInstanceOf(NotFound.class)
                .extracting(Fault::reason)
                .isEqualTo(ErrorReason.ERROR_REASON_UPLOAD_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(ints = {MIB, PART, PART + 5, 2 * PART - 1, 2 * PART, SIZE - 1, SIZE})
    void aStreamThatBreaksGoesOnWhereAPartEnds(int sent) throws Exception {
        breakOff(blob, sent);

        UploadStatus status = client.query(blob);

        boolean whole = sent == SIZE;
        assertThat(status.getCommittedOffset()).isEqualTo(whole ? SIZE : sent / PART * PART);
        assertThat(status.getState()).isEqualTo(UploadState.UPLOAD_STATE_OPEN);
        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));
        assertThat(client.goOn(blob, status.getCommittedOffset()).getExisted()).isFalse();
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
        assertThat(client.query(blob).getState()).isEqualTo(UploadState.UPLOAD_STATE_COMPLETE);
        assertThat(client.query(blob).getCommittedOffset()).isEqualTo(SIZE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, PART, 2 * PART + 1, SIZE})
    void goingOnElsewhereIsRefusedAndToldWhere(int offset) throws Exception {
        breakOff(blob, 2 * PART + 3);

        Fault fault = fault(() -> client.goOn(blob, offset));

        assertThat(fault).isInstanceOf(Conflict.class);
        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_UPLOAD_OFFSET_MISMATCH);
        assertThat(fault.metadata()).containsEntry("committedOffset", Integer.toString(2 * PART));
    }

    @Test
    void whoBeginsAtTheFirstByteNeedsToKnowOfNothing() throws Exception {
        breakOff(blob, 2 * PART);

        assertThat(client.upload(blob).getExisted()).isFalse();

        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @Test
    void anUploadIsItsCallersAlone() throws Exception {
        breakOff(blob, 2 * PART);

        assertThat(ARTIFACTS.client("other").query(blob).getState()).isEqualTo(UploadState.UPLOAD_STATE_ABSENT);
        Client lineage = new Client(ARTIFACTS.channelOf(ArtifactExtension.LINEAGE), "large");
        assertThat(fault(() -> lineage.query(blob))).isNotNull();
    }

    @Test
    void theNewerOfTwoStreamsThatGoOnTakesOver() throws Exception {
        breakOff(blob, PART);
        BlockingClientCall<UploadBlobRequest, UploadBlobResponse> older = client.beginUpload();
        older.write(client.first(digest(blob), SIZE, PART));
        client.write(older, blob.substring(PART, PART + MIB));
        traces.awaitStreams(digest(blob), 2);

        assertThat(client.goOn(blob, PART).getExisted()).isFalse();

        Fault fault = fault(() -> {
            client.write(older, blob.substring(PART + MIB));
            older.halfClose();
            older.read();
        });
        assertThat(fault).isInstanceOf(Conflict.class);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @Test
    void anOlderStreamThatEndsBadlyLeavesTheUploadToTheNewer() throws Exception {
        breakOff(blob, PART);
        BlockingClientCall<UploadBlobRequest, UploadBlobResponse> older = client.beginUpload();
        older.write(client.first(digest(blob), SIZE, PART));
        traces.awaitStreams(digest(blob), 2);
        BlockingClientCall<UploadBlobRequest, UploadBlobResponse> newer = client.beginUpload();
        newer.write(client.first(digest(blob), SIZE, PART));
        traces.awaitStreams(digest(blob), 3);

        Fault fault = fault(() -> {
            older.halfClose(); // too early
            older.read();
        });

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_DIGEST_MISMATCH);
        client.write(newer, blob.substring(PART));
        newer.halfClose();
        assertThat(newer.read().getExisted()).isFalse();
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @Test
    void otherBytesInTheRestAreFoundAndTheUploadIsGone() throws Exception {
        breakOff(blob, PART);
        ByteString other = blob.substring(0, PART).concat(RandomBytes.of(SIZE - PART));

        Fault fault = fault(() -> client.send(digest(blob), SIZE, PART, other.substring(PART)));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_DIGEST_MISMATCH);
        traces.assertNone(digest(blob));
        assertThat(client.query(blob).getState()).isEqualTo(UploadState.UPLOAD_STATE_ABSENT);
    }

    @Test
    void aStoredPartThatWasDamagedMeanwhileIsSentAgain() throws Exception {
        breakOff(blob, 2 * PART);
        StoredObject second = traces.parts(digest(blob)).get(1);
        ARTIFACTS.objects().delete(second.key());
        ARTIFACTS.objects().put(second.key(), Content.of(RandomBytes.of(PART)));

        Fault fault = fault(() -> client.goOn(blob, 2 * PART));

        assertThat(fault.metadata()).containsEntry("committedOffset", Integer.toString(PART));
        ARTIFACTS.objects().delete(second.key());
        assertThat(client.query(blob).getCommittedOffset()).isEqualTo(PART);
        client.goOn(blob, PART);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0, 1",
        "5, 100",
        "8388608, 0",
        "8388607, 2",
        "100, 16777216",
        "22020112, 0",
        "22020112, 9000000",
        "22020113, 0"
    })
    void anyRangeIsGiven(int offset, int limit) throws Exception {
        client.upload(blob);
        int end = limit == 0 ? SIZE : Math.min(SIZE, offset + limit);

        assertThat(client.download(digestOf(blob), offset, limit)).isEqualTo(blob.substring(offset, end));
    }

    @Test
    void aRangeThatBeginsAfterTheEndIsRefused() throws Exception {
        client.upload(blob);

        assertThat(fault(() -> client.download(digestOf(blob), SIZE + 1, 0)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
    }

    @Test
    void noByteOfADamagedPartIsGiven() throws Exception {
        client.upload(blob);
        StoredObject second = traces.parts(digest(blob)).get(1);
        byte[] flipped = blob.substring(PART, 2 * PART).toByteArray();
        flipped[77] ^= 1;
        ARTIFACTS.objects().delete(second.key());
        ARTIFACTS.objects().put(second.key(), Content.of(ByteString.copyFrom(flipped)));
        AtomicLong received = new AtomicLong();

        Fault fault = fault(() -> client.download(digestOf(blob), chunk -> received.addAndGet(chunk.size())));

        assertThat(fault).isInstanceOf(Corrupt.class);
        assertThat(fault.metadata()).containsEntry("digest", digestOf(blob).toString());
        assertThat(received.get()).isEqualTo(PART);
        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob)); // put away, until it comes again
        assertThat(client.upload(blob).getExisted()).isFalse();
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @Test
    void aPartThatIsGoneIsMissedByAVerifiedHold() throws Exception {
        client.upload(blob);
        List<ManifestEntry> entries = List.of(Client.entry("weights", blob));
        String manifest = client.commit(ManifestTest.digest(entries), entries).getDigest();
        client.hold(manifest, true);
        ARTIFACTS.objects().delete(traces.parts(digest(blob)).get(1).key());

        Fault fault = fault(() -> client.hold(manifest, true));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_ARTIFACT_MISSING);
    }

    /// Sends the first bytes and goes away; what was sent has arrived by then.
    private void breakOff(ByteString whole, int sent) throws Exception {
        BlockingClientCall<UploadBlobRequest, UploadBlobResponse> call = client.beginUpload();
        call.write(client.first(digest(whole), whole.size()));
        client.write(call, whole.substring(0, sent));
        traces.awaitParts(digest(whole), sent == whole.size() ? 3 : sent / PART);
        Thread.sleep(Duration.ofMillis(50));
        call.cancel("the client is gone", null);
    }
}
