package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import dev.pedigree.artifact.Traces.Place;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.mesh.v1.ArtifactEvidence;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ManifestEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HoldTest {
    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final Client client = ARTIFACTS.client("holds");
    private final Traces traces = new Traces(ARTIFACTS, "holds");

    @Test
    void aHoldIsEvidenceForADayAtLeast() throws Exception {
        ByteString blob = RandomBytes.of(10);
        String digest = commit(blob);

        for (boolean verify : List.of(false, true)) {
            ArtifactEvidence evidence = client.hold(digest, verify);

            assertThat(evidence.getManifestDigest()).isEqualTo(digest);
            assertThat(evidence.getFileCount()).isEqualTo(1);
            assertThat(evidence.getTotalBytes()).isEqualTo(10);
            assertThat(Instant.ofEpochMilli(Timestamps.toMillis(evidence.getExpireTime())))
                    .isAfter(Instant.now().plus(Duration.ofHours(23)));
        }
    }

    @Test
    void aHoldRenewsALeaseThatWouldEndTooSoonAndNoOther() throws Exception {
        String digest = commit(RandomBytes.of(10));
        ArtifactEvidence first = client.hold(digest, false);

        assertThat(client.hold(digest, false)).isEqualTo(first);

        traces.asOwner(
                "update artifact.manifest set leased_until = now() + interval '1 h' where digest = ?", raw(digest));
        ArtifactEvidence renewed = client.hold(digest, false);
        assertThat(Timestamps.compare(renewed.getExpireTime(), first.getExpireTime()))
                .isPositive();
        assertThat(client.hold(digest, false)).isEqualTo(renewed);
    }

    @Test
    void askingWhatIsMissingRenewsTheLeaseOfWhatIsNot() throws Exception {
        ByteString blob = RandomBytes.of(10);
        client.batch(List.of(item(blob)));
        traces.asOwner("update artifact.blob set leased_until = now() + interval '1 h' where sha256 = ?", digest(blob));

        client.missing(digest(RandomBytes.of(3)), digest(blob), digest(blob));

        assertThat(traces.lease(digest(blob))).isAfter(Instant.now().plus(Duration.ofHours(47)));
    }

    @Test
    void whatIsNotThereCannotBeHeld() throws Exception {
        String digest = commit(RandomBytes.of(10));
        Client stranger = ARTIFACTS.client("stranger");

        assertThat(fault(() -> client.hold(digestOf(RandomBytes.of(1)).toString(), false))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_MANIFEST_NOT_FOUND);
        assertThat(fault(() -> stranger.hold(digest, false)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_MANIFEST_NOT_FOUND);
    }

    @Test
    void verifyNamesEveryBlobWhoseObjectIsGoneOrShort() throws Exception {
        ByteString fine = RandomBytes.of(10);
        ByteString gone = RandomBytes.of(20);
        ByteString cut = RandomBytes.of(30);
        ByteString rowless = RandomBytes.of(40);
        String digest = commit(fine, gone, cut, rowless);
        ARTIFACTS.objects().delete(traces.place(digest(gone)).key());
        Place place = traces.place(digest(cut));
        traces.replace(place.key(), place.cut(traces.bytes(place.key()), cut.substring(0, 29)));
        traces.forgetRow(digest(rowless));

        Fault fault = fault(() -> client.hold(digest, true));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_ARTIFACT_MISSING);
        assertThat(((Refused) fault).violations())
                .extracting(Violation::subject)
                .containsExactlyInAnyOrder(name(gone), name(cut), name(rowless));
    }

    @Test
    void verifyNoticesThatTheListItselfIsDamaged() throws Exception {
        ByteString blob = RandomBytes.of(10);
        String digest = commit(blob);
        // A manifest of one page is that page, so the page's digest is the manifest's.
        ARTIFACTS.objects().delete(traces.place(raw(digest)).key());

        Fault fault = fault(() -> client.hold(digest, true));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_ARTIFACT_MISSING);
        assertThat(client.hold(digest, false).getFileCount()).isEqualTo(1);
    }

    private String commit(ByteString... blobs) throws Exception {
        List<ManifestEntry> entries = new ArrayList<>();
        for (ByteString blob : blobs) {
            client.batch(List.of(item(blob)));
            entries.add(entry("file-%03d".formatted(entries.size()), blob));
        }
        return client.commit(ManifestTest.digest(entries), entries).getDigest();
    }

    private static String name(ByteString blob) {
        return "projects/holds/blobs/" + digestOf(blob);
    }

    private static ByteString raw(String digest) {
        return ByteString.copyFrom(Digest.parse(digest).bytes());
    }
}
