package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import dev.pedigree.artifact.Traces.Place;
import dev.pedigree.v1.BlobDownload;
import dev.pedigree.v1.ErrorReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchDownloadTest {
    private static final int MIB = 1 << 20;

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final Client client = ARTIFACTS.client("batches");
    private final Traces traces = new Traces(ARTIFACTS, "batches");

    @Test
    void manyBlobsComeBackByteForByteHoweverTheyLie() throws Exception {
        List<ByteString> blobs = new ArrayList<>(IntStream.range(0, 500)
                .mapToObj(number -> RandomBytes.of(number * 37))
                .toList());
        client.batch(blobs.subList(0, 250).stream().map(Client::item).toList());
        client.batch(blobs.subList(250, 500).stream().map(Client::item).toList());
        ByteString large = RandomBytes.of(3 * MIB); // an object of its own
        client.upload(large);
        blobs.add(large);

        Map<ByteString, BlobDownload> downloads = download(Race.shuffled(blobs));

        assertThat(downloads).hasSize(501);
        for (ByteString blob : blobs) {
            assertThat(downloads.get(digest(blob)).getData()).isEqualTo(blob);
            assertThat(downloads.get(digest(blob)).getSize()).isEqualTo(blob.size());
        }
    }

    @Test
    void aDigestThatIsAskedForTwiceIsAnsweredOnce() throws Exception {
        ByteString blob = RandomBytes.of(10);
        client.batch(List.of(item(blob)));

        assertThat(client.downloads(digest(blob).concat(digest(blob)))).hasSize(1);
    }

    @Test
    void whatIsNotThereIsSaidOfThatBlobAlone() throws Exception {
        ByteString there = RandomBytes.of(10);
        ByteString absent = RandomBytes.of(10);
        client.batch(List.of(item(there)));

        Map<ByteString, BlobDownload> downloads = download(List.of(absent, there));

        assertThat(reason(downloads.get(digest(absent)))).isEqualTo("BLOB_NOT_FOUND");
        assertThat(downloads.get(digest(absent)).getData()).isEmpty();
        assertThat(downloads.get(digest(there)).getData()).isEqualTo(there);
    }

    @Test
    void anotherProjectsBlobsAreNotThere() throws Exception {
        ByteString blob = RandomBytes.of(10);
        client.batch(List.of(item(blob)));

        List<BlobDownload> strangers = ARTIFACTS.client("batch-stranger").downloads(digest(blob));

        assertThat(reason(strangers.getFirst())).isEqualTo("BLOB_NOT_FOUND");
    }

    @Test
    void aFlippedBitIsSaidOfThatBlobAloneAndNoByteOfItIsGiven() throws Exception {
        List<ByteString> blobs =
                IntStream.range(0, 3).mapToObj(_ -> RandomBytes.of(100)).toList();
        client.batch(blobs.stream().map(Client::item).toList());
        byte[] flipped = blobs.get(1).toByteArray();
        flipped[50] ^= 1;
        Place place = traces.place(digest(blobs.get(1)));
        traces.replace(place.key(), place.with(traces.bytes(place.key()), ByteString.copyFrom(flipped)));

        Map<ByteString, BlobDownload> downloads = download(blobs);

        assertThat(downloads.get(digest(blobs.get(0))).getData()).isEqualTo(blobs.get(0));
        assertThat(reason(downloads.get(digest(blobs.get(1))))).isEqualTo("CONTENT_CORRUPT");
        assertThat(downloads.get(digest(blobs.get(1))).getData()).isEmpty();
        assertThat(downloads.get(digest(blobs.get(2))).getData()).isEqualTo(blobs.get(2));
    }

    @Test
    void ofAPackThatIsCutOrGoneWhatIsMissingIsCorrupt() throws Exception {
        List<ByteString> blobs =
                IntStream.range(0, 2).mapToObj(_ -> RandomBytes.of(100)).toList();
        client.batch(blobs.stream().map(Client::item).toList());
        Place place = traces.place(digest(blobs.get(1)));
        traces.replace(
                place.key(), place.cut(traces.bytes(place.key()), blobs.get(1).substring(0, 99)));

        Map<ByteString, BlobDownload> cut = download(blobs);
        ARTIFACTS.objects().delete(place.key());
        Map<ByteString, BlobDownload> gone = download(blobs);

        assertThat(cut.get(digest(blobs.get(0))).getData()).isEqualTo(blobs.get(0));
        assertThat(reason(cut.get(digest(blobs.get(1))))).isEqualTo("CONTENT_CORRUPT");
        assertThat(gone.values()).allSatisfy(blob -> assertThat(reason(blob)).isEqualTo("CONTENT_CORRUPT"));
    }

    @Test
    void aBlobTooLargeForAMessageIsForDownloadBlob() throws Exception {
        ByteString large = RandomBytes.of(5 * MIB);
        client.upload(large);

        assertThat(reason(client.downloads(digest(large)).getFirst())).isEqualTo("LIMIT_EXCEEDED");
        assertThat(client.download(digestOf(large))).isEqualTo(large);
    }

    @Test
    void moreDigestsThanToldAreRefused() {
        assertThat(fault(() -> client.downloads(RandomBytes.of(10_001 * 32))).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_LIMIT_EXCEEDED);
    }

    @Test
    void halfADigestIsRefused() {
        assertThat(fault(() -> client.downloads(RandomBytes.of(33))).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
    }

    @Test
    void tenThousandThatAreNotThereFitIntoMessages() throws Exception {
        List<BlobDownload> downloads = client.downloads(RandomBytes.of(10_000 * 32));

        assertThat(downloads)
                .hasSize(10_000)
                .allSatisfy(blob -> assertThat(reason(blob)).isEqualTo("BLOB_NOT_FOUND"));
    }

    private Map<ByteString, BlobDownload> download(List<ByteString> blobs) throws Exception {
        ByteString digests =
                ByteString.copyFrom(blobs.stream().map(Client::digest).toList());
        return client.downloads(digests).stream().collect(toMap(BlobDownload::getDigest, blob -> blob));
    }

    static String reason(BlobDownload blob) throws Exception {
        return blob.getStatus().getDetails(0).unpack(ErrorInfo.class).getReason();
    }
}
