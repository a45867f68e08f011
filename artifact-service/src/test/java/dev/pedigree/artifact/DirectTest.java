package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Exhausted;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.Unsupported;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.PartDigest;
import dev.pedigree.v1.SignDownloadRequest;
import dev.pedigree.v1.SignedPiece;
import dev.pedigree.v1.SignedRequest;
import dev.pedigree.v1.UploadState;
import dev.pedigree.v1.UploadStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class DirectTest {
    private static final int MIB = 1 << 20;
    private static final int PART = 8 * MIB;
    private static final int SIZE = 21 * MIB + 17; // three parts

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final Client client = ARTIFACTS.client("direct");
    private final Traces traces = new Traces(ARTIFACTS, "direct");
    private final ByteString blob = RandomBytes.of(SIZE);
    private final HttpClient http = HttpClient.newHttpClient();
    private final DirectClient direct = new DirectClient(client, PART);

    @Test
    void aBlobWhosePartsTheClientPutIsReadBackAndThenThere() throws Exception {
        assertThat(client.capabilities().getMinDirectBlobBytes()).isEqualTo(2L * PART);

        putAndAwait();
    }

    private void putAndAwait() throws Exception {
        List<SignedRequest> puts = direct.sign(blob).getRequestsList();
        for (int number = 1; number <= 3; number++) {
            assertThat(direct.put(puts.get(number - 1), direct.part(blob, number)))
                    .isEqualTo(200);
        }
        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));

        UploadStatus status = client.commitParts(blob, direct.parts(blob));

        assertThat(status.getState()).isIn(UploadState.UPLOAD_STATE_VERIFYING, UploadState.UPLOAD_STATE_COMPLETE);
        direct.await(blob, UploadState.UPLOAD_STATE_COMPLETE);
        assertThat(client.missing(digest(blob))).isEmpty();
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
        assertThat(direct.sign(blob).getExisted()).isTrue();
        assertThat(client.commitParts(blob, direct.parts(blob)).getState())
                .isEqualTo(UploadState.UPLOAD_STATE_COMPLETE);
    }

    @Test
    void partsMayBeCommittedOneByOneInAnyOrder() throws Exception {
        List<SignedRequest> puts = direct.sign(blob).getRequestsList();
        for (int number : List.of(3, 1, 2)) {
            assertThat(client.query(blob).getState()).isEqualTo(UploadState.UPLOAD_STATE_OPEN);
            direct.put(puts.get(number - 1), direct.part(blob, number));
            client.commitParts(blob, List.of(direct.parts(blob).get(number - 1)));
        }
        direct.await(blob, UploadState.UPLOAD_STATE_COMPLETE);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @Test
    void aPartThatWasCommittedNeedNotBePutAgain() throws Exception {
        direct.put(direct.sign(blob).getRequests(1), direct.part(blob, 2));
        client.commitParts(blob, List.of(direct.parts(blob).get(1)));

        List<SignedRequest> again = direct.sign(blob).getRequestsList();

        assertThat(again).extracting(SignedRequest::getStored).containsExactly(false, true, false);
        assertThat(again.get(1).getUrl()).isEmpty();
        assertThat(client.query(blob).getDirect()).isTrue();
        assertThat(client.signParts(blob, direct.parts(RandomBytes.of(SIZE)))
                        .getRequests(1)
                        .getStored())
                .isFalse();
    }

    @Test
    void theStoreTakesNoOtherBytesThanThoseSigned() throws Exception {
        SignedRequest first = direct.sign(blob).getRequests(0);
        byte[] flipped = direct.part(blob, 1).toByteArray();
        flipped[5] ^= 1;

        assertThat(direct.put(first, ByteString.copyFrom(flipped))).isNotEqualTo(200);
        assertThat(direct.put(first, direct.part(blob, 1).substring(1))).isNotEqualTo(200);
        assertThat(direct.put(first, RandomBytes.of(PART))).isNotEqualTo(200);
        assertThat(traces.parts(digest(blob))).isEmpty();
        assertThat(direct.put(first, direct.part(blob, 1))).isEqualTo(200);
        assertThat(direct.put(first, direct.part(blob, 1))).isEqualTo(412); // written once
    }

    @Test
    void theSignatureBindsTheDigest() throws Exception {
        SignedRequest first = direct.sign(blob).getRequests(0);
        ByteString other = RandomBytes.of(PART);
        SignedRequest forged = first.toBuilder()
                .putHeaders("x-amz-checksum-sha256", DirectClient.base64(digest(other)))
                .build();

        assertThat(first.getHeadersMap()).containsKey("x-amz-checksum-sha256");
        assertThat(direct.put(forged, other)).isNotEqualTo(200);
        assertThat(traces.parts(digest(blob))).isEmpty();
    }

    @Test
    void aPartThatIsNotThereIsNamed() throws Exception {
        direct.put(direct.sign(blob).getRequests(1), direct.part(blob, 2));

        Fault fault = fault(() -> client.commitParts(blob, direct.parts(blob)));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_ARTIFACT_MISSING);
        assertThat(fault.getMessage()).startsWith("2 of the parts");
        assertThat(client.query(blob).getState()).isEqualTo(UploadState.UPLOAD_STATE_OPEN);
    }

    @Test
    void partsThatDoNotMakeTheBlobFailItAndItCanBeBegunAnew() throws Exception {
        ByteString other = blob.substring(0, PART).concat(RandomBytes.of(SIZE - PART));
        List<PartDigest> wrong = direct.parts(other);
        List<SignedRequest> puts = client.signParts(blob, wrong).getRequestsList();
        for (int number = 1; number <= 3; number++) {
            direct.put(puts.get(number - 1), direct.part(other, number));
        }

        client.commitParts(blob, wrong);

        assertThat(direct.await(blob, UploadState.UPLOAD_STATE_FAILED).getFailure())
                .contains(digestOf(other).toString());
        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));
        putAndAwait();
    }

    @Test
    void whatIsTooSmallOrHasOtherPartsIsRefused() {
        ByteString small = RandomBytes.of(PART);

        assertThat(fault(() -> direct.sign(small)).reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
        PartDigest fourth =
                PartDigest.newBuilder().setNumber(4).setDigest(digest(small)).build();
        assertThat(fault(() -> client.signParts(blob, List.of(fourth))).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
        assertThat(fault(() -> client.commitParts(RandomBytes.of(SIZE), direct.parts(blob)))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_UPLOAD_NOT_FOUND);
    }

    @Test
    void anUploadWithAnotherSizeOfWhichNothingIsThereGivesWay() throws Exception {
        assertThat(client.signParts(digest(blob), SIZE + 1, direct.parts(blob)).getRequestsCount())
                .isEqualTo(3);

        putAndAwait();
    }

    @Test
    void anUploadWithAnotherSizeThatMovesIsToldAndOneThatFailedGivesWay() throws Exception {
        ByteString longer = blob.concat(RandomBytes.of(1));
        List<PartDigest> parts = direct.parts(longer);
        List<SignedRequest> puts =
                client.signParts(digest(blob), SIZE + 1, parts).getRequestsList();
        direct.put(puts.get(0), direct.part(longer, 1));
        client.commitParts(digest(blob), SIZE + 1, parts.subList(0, 1));

        Fault fault = fault(() -> direct.sign(blob));

        assertThat(fault).isInstanceOf(Exhausted.class);
        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_UPLOADS_EXCEEDED);
        assertThat(fault.getMessage()).contains("another size");
        for (int number = 2; number <= 3; number++) {
            direct.put(puts.get(number - 1), direct.part(longer, number));
        }
        client.commitParts(digest(blob), SIZE + 1, parts);
        direct.await(digest(blob), SIZE + 1, UploadState.UPLOAD_STATE_FAILED);
        putAndAwait();
    }

    @Test
    void anotherSizeOfABlobThatIsThereIsRefused() throws Exception {
        client.upload(blob);
        List<PartDigest> parts = direct.parts(blob);

        assertOtherSize(fault(() -> client.upload(digest(blob), SIZE + 1, blob)));
        assertOtherSize(fault(() -> client.query(digest(blob), SIZE + 1)));
        assertOtherSize(fault(() -> client.signParts(digest(blob), SIZE + 1, parts)));
        assertOtherSize(fault(() -> client.commitParts(digest(blob), SIZE + 1, parts)));
    }

    private static void assertOtherSize(Fault fault) {
        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_DIGEST_MISMATCH);
        assertThat(fault.metadata())
                .containsEntry("expectedSize", Integer.toString(SIZE + 1))
                .containsEntry("actualSize", Integer.toString(SIZE));
    }

    @Test
    void whereClientsDoNotReachTheStoreNothingIsSigned() {
        ServiceHost host = ArtifactExtension.start(
                new Artifacts(ArtifactSettings.usual(), ARTIFACTS.database(), ARTIFACTS.objects(), Optional.empty()));
        try (host) {
            Client apart = new Client(ArtifactExtension.channel(host, ArtifactExtension.GATEWAY), "direct");
            assertThat(fault(() -> apart.signParts(blob, direct.parts(blob)))).isInstanceOf(Unsupported.class);
        }
    }

    @Test
    void aLargeBlobIsReadFromTheStorePieceByPiece() throws Exception {
        client.upload(blob);

        assertThat(read(blob, 0, 0)).isEqualTo(blob);
        assertThat(read(blob, PART + 1, 5)).isEqualTo(direct.part(blob, 2));
        assertThat(read(blob, SIZE, 0)).isEmpty();
        ByteString alone = RandomBytes.of(MIB);
        client.upload(alone);
        assertThat(read(alone, 0, 0)).isEqualTo(alone);
        ByteString packed = RandomBytes.of(100);
        client.upload(packed);
        assertThat(read(packed, 0, 0)).isEmpty(); // that one shares its object
        assertThat(fault(() -> read(RandomBytes.of(7), 0, 0)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_BLOB_NOT_FOUND);
    }

    /// Checks each piece by its digest, as clients must.
    private ByteString read(ByteString whole, long offset, long limit) throws Exception {
        ByteString bytes = ByteString.EMPTY;
        for (SignedPiece piece : client.stub()
                .signDownload(SignDownloadRequest.newBuilder()
                        .setName("projects/direct/blobs/" + digestOf(whole))
                        .setReadOffset(offset)
                        .setReadLimit(limit)
                        .build())
                .getPiecesList()) {
            ByteString read = ByteString.copyFrom(
                    http.send(HttpRequest.newBuilder(URI.create(piece.getUrl())).build(), BodyHandlers.ofByteArray())
                            .body());
            assertThat(digest(read)).isEqualTo(piece.getDigest());
            assertThat(read.size()).isEqualTo((int) piece.getLength());
            bytes = bytes.concat(read);
        }
        return bytes;
    }
}
