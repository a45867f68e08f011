package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.v1.BatchUploadBlobsResponse;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.Capabilities;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetCapabilitiesRequest;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SmallBlobsTest {
    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final Client client = ARTIFACTS.client("small");

    @Test
    void capabilitiesTellTheLimits() throws Exception {
        Capabilities capabilities = client.stub()
                .getCapabilities(GetCapabilitiesRequest.newBuilder()
                        .setParent(client.parent())
                        .build());

        assertThat(capabilities.getDigestFunctionsList()).containsExactly(DigestFunction.DIGEST_FUNCTION_SHA256);
        assertThat(capabilities.getMaxChunkBytes()).isEqualTo(1 << 20);
        assertThat(capabilities.getMaxBlobBytes()).isGreaterThan(1L << 36);
        assertThat(capabilities.getMaxManifestEntries()).isPositive();
    }

    @Test
    void whatIsMissingIsToldInTheOrderItWasAskedFor() throws Exception {
        ByteString one = RandomBytes.of(10);
        ByteString two = RandomBytes.of(10);
        ByteString three = RandomBytes.of(10);
        client.batch(List.of(item(two)));

        assertThat(client.missing(digest(three), digest(two), digest(one)))
                .isEqualTo(digest(three).concat(digest(one)));
    }

    @Test
    void aHundredThousandDigestsAreAnsweredInOneCall() throws Exception {
        ByteString there = RandomBytes.of(10);
        client.batch(List.of(item(there)));
        ByteString asked = RandomBytes.of(99_999 * 32).concat(digest(there));

        assertThat(client.missing(asked)).isEqualTo(asked.substring(0, 99_999 * 32));
    }

    @Test
    void moreDigestsThanToldAreRefused() {
        assertLimit(fault(() -> client.missing(RandomBytes.of(100_001 * 32))), 100_000, 100_001);
    }

    @Test
    void halfADigestIsRefused() {
        Fault fault = fault(() -> client.missing(RandomBytes.of(33)));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
    }

    @Test
    void aBatchIsReadBackByteForByte() throws Exception {
        List<ByteString> blobs = IntStream.range(0, 200)
                .mapToObj(size -> RandomBytes.of(size * 7))
                .toList();

        BatchUploadBlobsResponse response =
                client.batch(blobs.stream().map(Client::item).toList());

        assertThat(response.getResultsList())
                .allSatisfy(result -> assertThat(result.getStatus().getCode()).isZero());
        for (ByteString blob : blobs) {
            assertThat(client.download(digestOf(blob))).isEqualTo(blob);
        }
    }

    @Test
    void aWrongDigestInABatchConcernsThatBlobAlone() throws Exception {
        ByteString good = RandomBytes.of(100);
        ByteString bad = RandomBytes.of(100);
        ByteString claimed = digest(RandomBytes.of(100));

        BatchUploadBlobsResponse response = client.batch(List.of(item(claimed, bad), item(good)));

        var status = response.getResults(0).getStatus();
        assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT_VALUE);
        ErrorInfo info = status.getDetails(0).unpack(ErrorInfo.class);
        assertThat(info.getReason()).isEqualTo("DIGEST_MISMATCH");
        assertThat(info.getMetadataMap()).containsEntry("actual", digestOf(bad).toString());
        assertThat(response.getResults(1).getStatus().getCode()).isZero();
        assertThat(response.getResults(1).getDigest()).isEqualTo(digest(good));
        assertThat(client.missing(claimed, digest(bad), digest(good))).isEqualTo(claimed.concat(digest(bad)));
        assertThat(ARTIFACTS.objects().list("projects/small/", "", 1_000))
                .noneMatch(object ->
                        object.key().contains(hex(claimed)) || object.key().contains(hex(digest(bad))));
    }

    @Test
    void theSameBlobTwiceInABatchIsOneBlob() throws Exception {
        ByteString blob = RandomBytes.of(100);

        BatchUploadBlobsResponse response = client.batch(List.of(item(blob), item(blob)));

        assertThat(response.getResultsList()).hasSize(2);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @Test
    void aStreamedBlobOfOneByteMoreThanIsPackedIsAnObjectOfItsOwn() throws Exception {
        Client edge = ARTIFACTS.client("edge");
        ByteString last = RandomBytes.of(128 << 10);
        ByteString first = RandomBytes.of((128 << 10) + 1);

        edge.upload(last);
        edge.upload(first);

        assertThat(ARTIFACTS.objects().list("projects/edge/packs/", "", 10)).hasSize(1);
        assertThat(ARTIFACTS.objects().list("projects/edge/blobs/" + hex(digest(first)), "", 10))
                .hasSize(1);
        assertThat(edge.download(digestOf(last))).isEqualTo(last);
        assertThat(edge.download(digestOf(first))).isEqualTo(first);
        assertThat(edge.downloads(digest(first)).getFirst().getData()).isEqualTo(first);
    }

    @Test
    void inABatchItIsPackedAllTheSame() throws Exception {
        Client batch = ARTIFACTS.client("edge-batch");
        ByteString blob = RandomBytes.of((128 << 10) + 1);

        assertThat(batch.batch(List.of(item(blob))).getResults(0).getStatus().getCode())
                .isZero();

        assertThat(ARTIFACTS.objects().list("projects/edge-batch/packs/", "", 10))
                .hasSize(1);
        assertThat(ARTIFACTS.objects().list("projects/edge-batch/blobs/", "", 10))
                .isEmpty();
        assertThat(batch.download(digestOf(blob))).isEqualTo(blob);
        assertThat(batch.downloads(digest(blob)).getFirst().getData()).isEqualTo(blob);
    }

    @Test
    void aBatchOverTheLimitsIsRefused() {
        List<BlobUpload> heavy = Collections.nCopies(31, item(RandomBytes.of(128 << 10)));
        List<BlobUpload> many = Collections.nCopies(4_001, item(RandomBytes.of(1)));

        assertLimit(fault(() -> client.batch(heavy)), 3_840 << 10, (31 * 128) << 10);
        assertLimit(fault(() -> client.batch(many)), 4_000, 4_001);
    }

    @Test
    void anotherProjectSeesNothing() throws Exception {
        ByteString blob = RandomBytes.of(1_000);
        client.batch(List.of(item(blob)));
        Client stranger = ARTIFACTS.client("stranger");

        assertThat(stranger.missing(digest(blob))).isEqualTo(digest(blob));
        Fault fault = fault(() -> stranger.download(digestOf(blob)));
        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_BLOB_NOT_FOUND);

        stranger.batch(List.of(item(RandomBytes.of(1)))); // now it has content of its own
        assertThat(stranger.missing(digest(blob))).isEqualTo(digest(blob));
        assertThat(fault(() -> stranger.download(digestOf(blob))).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_BLOB_NOT_FOUND);
    }

    @Test
    void racingBatchesWithTheSameBlobsInAnyOrderAllSucceed() throws Exception {
        List<BlobUpload> items =
                IntStream.range(0, 30).mapToObj(_ -> item(RandomBytes.of(100))).toList();

        Race.run(8, _ -> client.batch(Race.shuffled(items)));

        for (BlobUpload item : items) {
            assertThat(client.missing(item.getDigest())).isEmpty();
        }
    }

    private static void assertLimit(Fault fault, long limit, long actual) {
        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_LIMIT_EXCEEDED);
        assertThat(fault.metadata())
                .containsEntry("limit", Long.toString(limit))
                .containsEntry("actual", Long.toString(actual));
    }

    private static String hex(ByteString digest) {
        return dev.pedigree.lifecycle.Digest.of(digest.toByteArray()).hex();
    }
}
