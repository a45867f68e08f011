package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.pedigree.artifact.Traces.Place;
import dev.pedigree.v1.BlobDownload;
import dev.pedigree.v1.BlobEncoding;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.ErrorReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EncodingTest {
    private static final int SIZE = 100_000;

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final Client client = ARTIFACTS.client("encodings");
    private final Traces traces = new Traces(ARTIFACTS, "encodings");

    @Test
    void whatCompressesWellIsStoredCompressedAndReadBackAsItWas() throws Exception {
        ByteString text = text();

        client.batch(List.of(item(text)));

        assertThat(traces.place(digest(text)).length()).isLessThan(SIZE / 2);
        assertThat(client.download(digestOf(text))).isEqualTo(text);
        assertThat(client.downloads(digest(text)).getFirst().getData()).isEqualTo(text);
    }

    @Test
    void noiseIsStoredAsItIs() throws Exception {
        ByteString noise = RandomBytes.of(SIZE);

        client.batch(List.of(item(noise)));

        Place place = traces.place(digest(noise));
        assertThat(place.length()).isEqualTo(SIZE);
        assertThat(traces.bytes(place.key()).substring(place.offset(), place.offset() + SIZE))
                .isEqualTo(noise);
    }

    @Test
    void whatCameCompressedIsStoredAsItCameAndGivenSoToWhoeverAcceptsIt() throws Exception {
        ByteString text = text();
        ByteString compressed = zstd(text, 19);

        assertThat(upload(digest(text), compressed, SIZE).getCode()).isZero();

        assertThat(traces.place(digest(text)).length()).isEqualTo(compressed.size());
        BlobDownload accepted =
                client.downloads(digest(text), BlobEncoding.BLOB_ENCODING_ZSTD).getFirst();
        assertThat(accepted.getEncoding()).isEqualTo(BlobEncoding.BLOB_ENCODING_ZSTD);
        assertThat(accepted.getData()).isEqualTo(compressed);
        assertThat(accepted.getSize()).isEqualTo(SIZE);
        BlobDownload plain = client.downloads(digest(text)).getFirst();
        assertThat(plain.getEncoding()).isEqualTo(BlobEncoding.BLOB_ENCODING_UNSPECIFIED);
        assertThat(plain.getData()).isEqualTo(text);
    }

    @Test
    void theDigestIsThatOfTheDecodedBytes() throws Exception {
        ByteString text = text();
        ByteString compressed = zstd(text, 3);

        assertMismatch(upload(digest(compressed), compressed, SIZE));
        assertThat(client.missing(digest(compressed))).isEqualTo(digest(compressed));
    }

    @Test
    void whatIsNoZstdOrHasAnotherSizeThanStatedIsRefused() throws Exception {
        ByteString text = text();
        ByteString compressed = zstd(text, 3);

        assertMismatch(upload(digest(text), RandomBytes.of(1_000), SIZE));
        assertMismatch(upload(digest(text), compressed, SIZE - 1));
        assertMismatch(upload(digest(text), compressed, SIZE + 1));
        assertMismatch(upload(digest(text), compressed.substring(0, compressed.size() - 1), SIZE));
        assertMismatch(upload(digest(text), compressed, 0));
        assertThat(client.missing(digest(text))).isEqualTo(digest(text));
    }

    @Test
    void whatIsNotEncodedAndHasAnotherSizeThanStatedIsRefused() throws Exception {
        ByteString noise = RandomBytes.of(1_000);

        assertMismatch(stated(noise, 999));
        assertMismatch(stated(noise, 1_001));
        assertThat(client.missing(digest(noise))).isEqualTo(digest(noise));
        assertThat(stated(noise, 1_000).getCode()).isZero();
    }

    private Status stated(ByteString bytes, int size) throws Exception {
        return client.batch(List.of(item(bytes).toBuilder().setSize(size).build()))
                .getResults(0)
                .getStatus();
    }

    @Test
    void aBombIsNotDecodedBeyondWhatItStates() throws Exception {
        ByteString zeros = ByteString.copyFrom(new byte[64 << 20]);
        ByteString bomb = zstd(zeros, 3);
        assertThat(bomb.size()).isLessThan(10_000);

        assertMismatch(upload(digest(zeros), bomb, 1_000));
        assertThat(fault(() -> upload(digest(zeros), bomb, zeros.size())).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_LIMIT_EXCEEDED);
    }

    @Test
    void aFlippedBitInWhatIsStoredCompressedIsCorrupt() throws Exception {
        ByteString text = text();
        client.batch(List.of(item(text)));
        Place place = traces.place(digest(text));
        byte[] object = traces.bytes(place.key()).toByteArray();
        object[place.offset() + place.length() / 2] ^= 1;
        traces.replace(place.key(), ByteString.copyFrom(object));

        assertThat(fault(() -> client.download(digestOf(text))).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_CONTENT_CORRUPT);
        assertThat(BatchDownloadTest.reason(client.downloads(digest(text)).getFirst()))
                .isEqualTo("CONTENT_CORRUPT");
    }

    private Status upload(ByteString digest, ByteString data, int size) throws Exception {
        return client.batch(List.of(BlobUpload.newBuilder()
                        .setDigest(digest)
                        .setData(data)
                        .setEncoding(BlobEncoding.BLOB_ENCODING_ZSTD)
                        .setSize(size)
                        .build()))
                .getResults(0)
                .getStatus();
    }

    private static void assertMismatch(Status status) throws Exception {
        assertThat(status.getDetails(0).unpack(ErrorInfo.class).getReason()).isEqualTo("DIGEST_MISMATCH");
    }

    private static ByteString zstd(ByteString bytes, int level) {
        return ByteString.copyFrom(Zstd.compress(bytes.toByteArray(), level));
    }

    /// Hexadecimal digits, no two texts alike.
    private static ByteString text() {
        String random =
                java.util.HexFormat.of().formatHex(RandomBytes.of(SIZE / 4).toByteArray());
        return ByteString.copyFromUtf8(random + random);
    }
}
