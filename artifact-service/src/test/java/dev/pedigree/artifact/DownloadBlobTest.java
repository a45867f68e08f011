package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.Traces.Place;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.DownloadBlobRequest;
import dev.pedigree.v1.ErrorReason;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadBlobTest {
    private static final int MIB = 1 << 20;

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final Client client = ARTIFACTS.client("downloads");
    private final Traces traces = new Traces(ARTIFACTS, "downloads");

    @Test
    void aBlobThatIsNotThereIsNotFound() {
        Digest digest = digestOf(RandomBytes.of(10));

        Fault fault = fault(() -> client.download(digest));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_BLOB_NOT_FOUND);
        assertThat(fault.metadata()).containsEntry("resource", "projects/downloads/blobs/" + digest);
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        Fault fault = fault(() -> client.stub()
                .downloadBlob(DownloadBlobRequest.newBuilder()
                        .setName("projects/downloads/blobs/sha256:abc")
                        .build())
                .read());

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, MIB, 5 * MIB})
    void oneFlippedBitEndsTheDownloadBeforeItsFirstByte(int size) throws Exception {
        ByteString blob = RandomBytes.of(size);
        client.upload(blob);
        byte[] flipped = blob.toByteArray();
        flipped[size / 2] ^= 1;

        Place place = traces.place(digest(blob));
        assertCorrupt(blob, place.with(traces.bytes(place.key()), ByteString.copyFrom(flipped)));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, MIB, 5 * MIB})
    void anObjectThatIsTooShortIsCorrupt(int size) throws Exception {
        ByteString blob = RandomBytes.of(size);
        client.upload(blob);

        Place place = traces.place(digest(blob));
        assertCorrupt(blob, place.cut(traces.bytes(place.key()), blob.substring(0, size - 1)));
    }

    @Test
    void anObjectThatIsGoneIsCorrupt() throws Exception {
        ByteString blob = RandomBytes.of(100);
        client.upload(blob);
        ARTIFACTS.objects().delete(traces.place(digest(blob)).key());

        assertThat(fault(() -> client.download(digestOf(blob)))).isInstanceOf(Corrupt.class);
    }

    private void assertCorrupt(ByteString blob, ByteString object) {
        traces.replace(traces.place(digest(blob)).key(), object);
        AtomicLong received = new AtomicLong();

        Fault fault = fault(() -> client.download(digestOf(blob), chunk -> received.addAndGet(chunk.size())));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_CONTENT_CORRUPT);
        assertThat(fault.metadata()).containsEntry("digest", digestOf(blob).toString());
        assertThat(received.get()).isZero();
    }
}
