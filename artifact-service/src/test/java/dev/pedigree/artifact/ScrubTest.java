package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.download.Quarantine;
import dev.pedigree.artifact.scrub.Scrub;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ManifestEntry;
import dev.pedigree.v1.SignDownloadRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ScrubTest {
    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final String project = "s-" + UUID.randomUUID().toString().substring(0, 8);
    private final Client client = ARTIFACTS.client(project);
    private final Traces traces = new Traces(ARTIFACTS, project);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void oneFlippedBitIsFoundAndConcernsThatBlobAlone() throws Exception {
        List<ByteString> blobs = IntStream.range(0, 20)
                .mapToObj(number -> number % 2 == 0 ? RandomBytes.of(500) : RandomBytes.ofText(2_000))
                .toList();
        client.batch(blobs.stream().map(Client::item).toList());
        ByteString hit = blobs.get(7);
        flip(hit);

        scrubAll(Duration.ZERO);

        assertThat(client.missing(
                        ByteString.copyFrom(blobs.stream().map(Client::digest).toList())))
                .isEqualTo(digest(hit));
        assertCorrupt(hit);
        assertThat(client.download(digestOf(blobs.get(8)))).isEqualTo(blobs.get(8));
        assertThat(meters.get("pedigree.artifact.quarantined").functionCounter().count())
                .isPositive();
    }

    @Test
    void pushingAgainHeals() throws Exception {
        ByteString small = RandomBytes.of(500);
        ByteString large = RandomBytes.of(300_000);
        client.upload(small);
        client.upload(large);
        List<ManifestEntry> entries = List.of(entry("large", large), entry("small", small));
        String manifest = client.commit(ManifestTest.digest(entries), entries).getDigest();
        flip(small);
        flip(large);
        scrubAll(Duration.ZERO);
        assertThat(fault(() -> client.hold(manifest, true)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_ARTIFACT_MISSING);

        assertThat(client.upload(small).getExisted()).isFalse();
        assertThat(client.upload(large).getExisted()).isFalse();

        scrubAll(Duration.ZERO);
        assertThat(client.download(digestOf(small))).isEqualTo(small);
        assertThat(client.download(digestOf(large))).isEqualTo(large);
        assertThat(client.hold(manifest, true).getFileCount()).isEqualTo(2);
    }

    @Test
    void aDamagedListOfFilesIsHealedByCommittingItAgain() throws Exception {
        ByteString blob = RandomBytes.of(10);
        client.batch(List.of(item(blob)));
        List<ManifestEntry> entries = List.of(entry("a", blob));
        String manifest = client.commit(ManifestTest.digest(entries), entries).getDigest();
        // A manifest of one page is that page, so the page's digest is the manifest's.
        ByteString page =
                ByteString.copyFromUtf8("%s 10 a\n".formatted(digestOf(blob).hex()));
        flip(page);
        scrubAll(Duration.ZERO);
        assertThat(fault(() -> client.hold(manifest, true)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_ARTIFACT_MISSING);

        client.commit(manifest, entries);

        assertThat(client.hold(manifest, true).getFileCount()).isEqualTo(1);
    }

    @Test
    void anObjectThatIsGoneIsDamageToAllInIt() throws Exception {
        List<ByteString> blobs = List.of(RandomBytes.of(10), RandomBytes.of(20));
        client.batch(blobs.stream().map(Client::item).toList());
        ARTIFACTS.objects().delete(traces.place(digest(blobs.getFirst())).key());

        scrubAll(Duration.ZERO);

        assertCorrupt(blobs.get(0));
        assertCorrupt(blobs.get(1));
    }

    @Test
    void whatIsWhatItWasAgainIsTakenBack() throws Exception {
        ByteString small = RandomBytes.of(500);
        ByteString alone = RandomBytes.of(300_000);
        ByteString large = RandomBytes.of((8 << 20) + 1);
        List<ByteString> blobs = List.of(small, alone, large);
        for (ByteString blob : blobs) {
            client.upload(blob);
        }
        ByteString digests =
                ByteString.copyFrom(blobs.stream().map(Client::digest).toList());
        Quarantine hasty = new Quarantine(ARTIFACTS.database(), _ -> false);
        for (ByteString blob : blobs) {
            hasty.suspect(itself(), found(blob));
            assertCorrupt(blob);
        }
        assertThat(client.missing(digests)).isEqualTo(digests);

        scrubAll(Duration.ZERO);

        assertThat(client.missing(digests)).isEmpty();
        for (ByteString blob : blobs) {
            assertThat(client.download(digestOf(blob))).isEqualTo(blob);
        }
        assertThat(meters.get("pedigree.artifact.quarantined.cleared")
                        .functionCounter()
                        .count())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void whoeverDownloadsDamageFindsIt() throws Exception {
        List<ByteString> blobs = List.of(RandomBytes.of(100), RandomBytes.of(200), RandomBytes.of(300));
        client.batch(blobs.stream().map(Client::item).toList());
        flip(blobs.get(1));

        assertThat(client.downloads(
                        ByteString.copyFrom(blobs.stream().map(Client::digest).toList())))
                .hasSize(3);

        assertThat(client.missing(digest(blobs.get(0)), digest(blobs.get(1)), digest(blobs.get(2))))
                .isEqualTo(digest(blobs.get(1)));
    }

    @Test
    void whatWasReadRecentlyIsNotReadAgain() throws Exception {
        client.upload(RandomBytes.of(100));
        scrubAll(Duration.ZERO);
        assertThat(scrub(Duration.ofHours(1)).next()).isEmpty();
    }

    @Test
    void whatIsRightWhenItIsReadOnceMoreIsNotPutAway() throws Exception {
        ByteString blob = RandomBytes.of(100);
        client.upload(blob);

        assertThat(new Quarantine(ARTIFACTS.database(), _ -> true).suspect(itself(), found(blob)))
                .isFalse();
        assertThat(client.missing(digest(blob))).isEmpty();
        assertThat(new Quarantine(ARTIFACTS.database(), _ -> false).suspect(itself(), found(blob)))
                .isTrue();
        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));
    }

    private Project itself() {
        return ARTIFACTS.artifacts().projects().all().stream()
                .filter(candidate -> candidate.name().id().equals(project))
                .findFirst()
                .orElseThrow();
    }

    private Blob found(ByteString blob) {
        return ARTIFACTS.artifacts().blobs().find(itself(), digestOf(blob)).orElseThrow();
    }

    private void scrubAll(Duration rest) {
        ARTIFACTS.artifacts().quarantine().bindTo(meters);
        Scrub scrub = scrub(rest);
        long containers =
                ARTIFACTS.database().read(sql -> (long) sql.fetchCount(dev.pedigree.artifact.jooq.Tables.CONTAINER));
        for (long count = 0; count < containers; count++) {
            assertThat(scrub.next()).isPresent();
        }
    }

    private Scrub scrub(Duration rest) {
        return new Scrub(
                ARTIFACTS.database(),
                ARTIFACTS.objects(),
                ARTIFACTS.artifacts().quarantine(),
                rest,
                new SimpleMeterRegistry());
    }

    /// One bit of the blob, where it lies.
    private void flip(ByteString blob) {
        Traces.Place place = traces.place(digest(blob));
        byte[] object = traces.bytes(place.key()).toByteArray();
        object[place.offset() + place.length() / 2] ^= 4;
        ARTIFACTS.objects().delete(place.key());
        ARTIFACTS.objects().put(place.key(), Content.of(object));
    }

    private void assertCorrupt(ByteString blob) {
        assertThat(fault(() -> client.download(digestOf(blob))).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_CONTENT_CORRUPT);
        assertThat(fault(() -> client.stub()
                                .signDownload(SignDownloadRequest.newBuilder()
                                        .setName(client.parent() + "/blobs/" + digestOf(blob))
                                        .build()))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_CONTENT_CORRUPT);
    }
}
