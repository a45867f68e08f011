package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.Unsupported;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.PartDigest;
import dev.pedigree.v1.SignDownloadRequest;
import dev.pedigree.v1.SignUploadPartsResponse;
import dev.pedigree.v1.SignedPiece;
import dev.pedigree.v1.SignedRequest;
import dev.pedigree.v1.UploadState;
import dev.pedigree.v1.UploadStatus;
import io.grpc.StatusException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class DirectTest {
    private static final int MIB = 1 << 20;
    private static final int PART = 8 * MIB;
    private static final int SIZE = 21 * MIB + 17; // three parts
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final Client client = ARTIFACTS.client("direct");
    private final Traces traces = new Traces(ARTIFACTS, "direct");
    private final ByteString blob = RandomBytes.of(SIZE);
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aBlobWhosePartsTheClientPutIsReadBackAndThenThere() throws Exception {
        assertThat(client.capabilities().getMinDirectBlobBytes()).isEqualTo(2L * PART);

        putAndAwait();
    }

    private void putAndAwait() throws Exception {
        List<SignedRequest> puts = sign(blob).getRequestsList();
        for (int number = 1; number <= 3; number++) {
            assertThat(put(puts.get(number - 1), part(blob, number))).isEqualTo(200);
        }
        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));

        UploadStatus status = client.commitParts(blob, parts(blob));

        assertThat(status.getState()).isIn(UploadState.UPLOAD_STATE_VERIFYING, UploadState.UPLOAD_STATE_COMPLETE);
        await(UploadState.UPLOAD_STATE_COMPLETE);
        assertThat(client.missing(digest(blob))).isEmpty();
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
        assertThat(sign(blob).getExisted()).isTrue();
        assertThat(client.commitParts(blob, parts(blob)).getState()).isEqualTo(UploadState.UPLOAD_STATE_COMPLETE);
    }

    @Test
    void partsMayBeCommittedOneByOneInAnyOrder() throws Exception {
        List<SignedRequest> puts = sign(blob).getRequestsList();
        for (int number : List.of(3, 1, 2)) {
            assertThat(client.query(blob).getState()).isEqualTo(UploadState.UPLOAD_STATE_OPEN);
            put(puts.get(number - 1), part(blob, number));
            client.commitParts(blob, List.of(parts(blob).get(number - 1)));
        }
        await(UploadState.UPLOAD_STATE_COMPLETE);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @Test
    void theStoreTakesNoOtherBytesThanThoseSigned() throws Exception {
        SignedRequest first = sign(blob).getRequests(0);
        byte[] flipped = part(blob, 1).toByteArray();
        flipped[5] ^= 1;

        assertThat(put(first, ByteString.copyFrom(flipped))).isNotEqualTo(200);
        assertThat(put(first, part(blob, 1).substring(1))).isNotEqualTo(200);
        assertThat(put(first, RandomBytes.of(PART))).isNotEqualTo(200);
        assertThat(traces.parts(digest(blob))).isEmpty();
        assertThat(put(first, part(blob, 1))).isEqualTo(200);
        assertThat(put(first, part(blob, 1))).isEqualTo(412); // written once
    }

    @Test
    void theSignatureBindsTheDigest() throws Exception {
        SignedRequest first = sign(blob).getRequests(0);
        ByteString other = RandomBytes.of(PART);
        SignedRequest forged = first.toBuilder()
                .putHeaders("x-amz-checksum-sha256", base64(digest(other)))
                .build();

        assertThat(first.getHeadersMap()).containsKey("x-amz-checksum-sha256");
        assertThat(put(forged, other)).isNotEqualTo(200);
        assertThat(traces.parts(digest(blob))).isEmpty();
    }

    @Test
    void aPartThatIsNotThereIsNamed() throws Exception {
        put(sign(blob).getRequests(1), part(blob, 2));

        Fault fault = fault(() -> client.commitParts(blob, parts(blob)));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_ARTIFACT_MISSING);
        assertThat(fault.getMessage()).startsWith("2 of the parts");
        assertThat(client.query(blob).getState()).isEqualTo(UploadState.UPLOAD_STATE_OPEN);
    }

    @Test
    void partsThatDoNotMakeTheBlobFailItAndItCanBeBegunAnew() throws Exception {
        ByteString other = blob.substring(0, PART).concat(RandomBytes.of(SIZE - PART));
        List<PartDigest> wrong = parts(other);
        List<SignedRequest> puts = client.signParts(blob, wrong).getRequestsList();
        for (int number = 1; number <= 3; number++) {
            put(puts.get(number - 1), part(other, number));
        }

        client.commitParts(blob, wrong);

        assertThat(await(UploadState.UPLOAD_STATE_FAILED).getFailure())
                .contains(digestOf(other).toString());
        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));
        putAndAwait();
    }

    @Test
    void whatIsTooSmallOrHasOtherPartsIsRefused() {
        ByteString small = RandomBytes.of(PART);

        assertThat(fault(() -> sign(small)).reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
        PartDigest fourth =
                PartDigest.newBuilder().setNumber(4).setDigest(digest(small)).build();
        assertThat(fault(() -> client.signParts(blob, List.of(fourth))).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
        assertThat(fault(() -> client.commitParts(RandomBytes.of(SIZE), parts(blob)))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_UPLOAD_NOT_FOUND);
    }

    @Test
    void whereClientsDoNotReachTheStoreNothingIsSigned() {
        ServiceHost host = ArtifactExtension.start(
                new Artifacts(ArtifactSettings.usual(), ARTIFACTS.database(), ARTIFACTS.objects(), Optional.empty()));
        try (host) {
            Client apart = new Client(ArtifactExtension.channel(host, ArtifactExtension.GATEWAY), "direct");
            assertThat(fault(() -> apart.signParts(blob, parts(blob)))).isInstanceOf(Unsupported.class);
        }
    }

    @Test
    void aLargeBlobIsReadFromTheStorePieceByPiece() throws Exception {
        client.upload(blob);

        assertThat(read(blob, 0, 0)).isEqualTo(blob);
        assertThat(read(blob, PART + 1, 5)).isEqualTo(part(blob, 2));
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

    private static String base64(ByteString digest) {
        return Base64.getEncoder().encodeToString(digest.toByteArray());
    }

    private SignUploadPartsResponse sign(ByteString whole) throws StatusException {
        return client.signParts(whole, parts(whole));
    }

    private static ByteString part(ByteString whole, int number) {
        return whole.substring((number - 1) * PART, Math.min(whole.size(), number * PART));
    }

    private static List<PartDigest> parts(ByteString whole) {
        List<PartDigest> parts = new ArrayList<>();
        for (int number = 1; (number - 1) * PART < whole.size(); number++) {
            parts.add(PartDigest.newBuilder()
                    .setNumber(number)
                    .setDigest(digest(part(whole, number)))
                    .build());
        }
        return parts;
    }

    /// The status of the answer; 0 if the connection broke before there was one.
    private int put(SignedRequest signed, ByteString bytes) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(signed.getUrl()))
                .PUT(BodyPublishers.ofByteArray(bytes.toByteArray()));
        signed.getHeadersMap().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("content-length")) { // this client sets it by itself
                request.header(name, value);
            }
        });
        AtomicInteger status = new AtomicInteger();
        try {
            http.send(request.build(), answer -> {
                status.set(answer.statusCode());
                return BodySubscribers.discarding();
            });
        } catch (IOException _) {
            // a store may break the connection on bytes that it refuses, before or after it says so
        }
        return status.get();
    }

    private UploadStatus await(UploadState state) throws Exception {
        Instant end = Instant.now().plus(SOON);
        UploadStatus status = client.query(blob);
        while (status.getState() != state) {
            assertThat(Instant.now()).as(status.toString()).isBefore(end);
            Thread.sleep(20);
            status = client.query(blob);
        }
        return status;
    }
}
