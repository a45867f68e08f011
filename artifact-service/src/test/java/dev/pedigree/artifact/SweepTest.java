package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.sweep.SweepSettings;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.chassis.store.StoredObject;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ManifestEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class SweepTest {
    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private static final SweepSettings HALF_A_DAY =
            new SweepSettings(Duration.ofHours(12), Duration.ofHours(12), Duration.ofHours(1), 50);

    private final String project = "p-" + UUID.randomUUID().toString().substring(0, 8);
    private final Client client = ARTIFACTS.client(project);
    private Sweeping sweeping;

    @BeforeEach
    void open() throws Exception {
        sweeping = new Sweeping(ARTIFACTS, HALF_A_DAY);
        try (var feed = sweeping.feed().follow()) {
            assertThat(feed).isNotNull(); // the registry is another one in every test: start over
            while (sweeping.registry().asked().stream().noneMatch(String::isEmpty)) {
                Thread.sleep(5);
            }
        }
    }

    @AfterEach
    void close() {
        sweeping.close();
    }

    @Test
    void whatNobodyNeedsIsCondemnedThenForgottenThenDeleted() throws Exception {
        ByteString small = upload(RandomBytes.of(100));
        ByteString large = upload(RandomBytes.of(300_000));
        assertThat(objects()).hasSize(2);
        sweeping.endLeases();

        sweeping.sweep();
        assertThat(client.missing(digest(small), digest(large)))
                .isEqualTo(digest(small).concat(digest(large)));
        sweeping.sweep();
        assertThat(client.download(digestOf(small))).isEqualTo(small); // its grace has not ended
        assertThat(client.download(digestOf(large))).isEqualTo(large);

        sweeping.letADayPass();
        sweeping.sweep();
        assertGone(small);
        assertGone(large);
        assertThat(objects()).hasSize(2); // for whoever is reading them

        sweeping.letADayPass();
        sweeping.sweep();
        assertThat(objects()).isEmpty();
        assertThat(sweeping.meter("pedigree.artifact.sweep.freed")).isGreaterThan(300_100);
        assertThat(client.missing(digest(small))).isEqualTo(digest(small));
        upload(large);
        assertThat(client.download(digestOf(large))).isEqualTo(large);
    }

    @Test
    void whatIsLeasedStays() throws Exception {
        ByteString blob = upload(RandomBytes.of(100));

        sweepForDays(4);

        assertThat(client.missing(digest(blob))).isEmpty();
    }

    @Test
    void aPinnedManifestStaysWithAllItLists() throws Exception {
        ByteString one = upload(RandomBytes.of(100));
        ByteString two = upload(RandomBytes.of(200_000));
        ByteString garbage = upload(RandomBytes.of(100));
        String manifest = commit(entry("a", one), entry("b", two));
        sweeping.pin(project, Digest.parse(manifest));

        sweeping.endLeases();
        sweepForDays(4);

        assertThat(client.hold(manifest, true).getFileCount()).isEqualTo(2);
        assertThat(client.download(digestOf(one))).isEqualTo(one);
        assertThat(client.download(digestOf(two))).isEqualTo(two);
        assertGone(garbage);
    }

    @Test
    void aPinnedBlobStaysThoughNoManifestListsIt() throws Exception {
        ByteString guideline = upload(RandomBytes.of(100));
        sweeping.pin(project, digestOf(guideline));
        sweeping.endLeases();

        sweepForDays(4);

        assertThat(client.missing(digest(guideline))).isEmpty();
    }

    @Test
    void aPinOfAnotherProjectKeepsNothing() throws Exception {
        ByteString blob = upload(RandomBytes.of(100));
        sweeping.pin("elsewhere", digestOf(blob));
        sweeping.endLeases();

        sweepForDays(2);

        assertGone(blob);
    }

    @Test
    void aManifestGoesStrictlyBeforeWhatItLists() throws Exception {
        ByteString blob = upload(RandomBytes.of(100));
        String manifest = commit(entry("a", blob));
        sweeping.endLeases();

        sweeping.sweep();
        assertThat(client.missing(digest(blob))).isEmpty(); // the manifest is condemned, what it lists is not
        sweeping.endLeases();
        sweeping.letADayPass();
        sweeping.sweep();
        assertThat(fault(() -> client.hold(manifest, false)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_MANIFEST_NOT_FOUND);
        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);

        sweeping.letADayPass();
        sweeping.sweep();
        assertGone(blob);
    }

    @Test
    void whoeverHoldsACondemnedManifestKeepsIt() throws Exception {
        ByteString blob = upload(RandomBytes.of(100));
        String manifest = commit(entry("a", blob));
        sweeping.endLeases();
        sweeping.sweep();
        sweeping.letADayPass();

        client.hold(manifest, false);
        sweepForDays(2);

        assertThat(client.hold(manifest, true).getFileCount()).isEqualTo(1);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @Test
    void whoeverUploadsOrCommitsWhatIsCondemnedKeepsIt() throws Exception {
        ByteString uploaded = upload(RandomBytes.of(100));
        ByteString committed = upload(RandomBytes.of(100));
        sweeping.endLeases();
        sweeping.sweep();
        sweeping.letADayPass();

        upload(uploaded);
        String manifest = commit(entry("a", committed));
        sweepForDays(3);

        assertThat(client.missing(digest(uploaded))).isEmpty();
        assertThat(client.hold(manifest, true).getFileCount()).isEqualTo(1);
    }

    @Test
    void whatIsPinnedAfterItWasCondemnedIsReprieved() throws Exception {
        ByteString blob = upload(RandomBytes.of(100));
        ByteString listed = upload(RandomBytes.of(100));
        String manifest = commit(entry("a", listed));
        sweeping.endLeases();
        sweeping.sweep();

        sweeping.pin(project, Digest.parse(manifest), digestOf(blob));
        sweeping.letADayPass();
        sweeping.sweep();

        assertThat(client.missing(digest(blob), digest(listed))).isEmpty();
        assertThat(client.hold(manifest, true).getFileCount()).isEqualTo(1);
    }

    @Test
    void withoutTheRegistryThereIsNoSweep() throws Exception {
        ByteString blob = upload(RandomBytes.of(100));
        sweeping.endLeases();
        sweeping.registry().stop();
        assertThatThrownBy(() -> sweeping.sweep()).isInstanceOf(Unavailable.class);
        assertThat(client.missing(digest(blob))).isEmpty();

        sweeping.registry().start();
        sweeping.endLeases();
        sweepWhenItIsBack();
        sweeping.letADayPass();
        sweeping.registry().stop();
        assertThatThrownBy(() -> sweeping.sweep()).isInstanceOf(Unavailable.class);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @Test
    void whatASlowWriterOfTheRegistryHoldsBackIsWaitedFor() throws Exception {
        ByteString blob = upload(RandomBytes.of(100));
        sweeping.endLeases();
        sweeping.sweep();
        sweeping.letADayPass();
        sweeping.pin(project, digestOf(blob)); // committed, but beyond the horizon
        sweeping.registry().holdUp(true);
        Thread sweep = Thread.ofVirtual().start(() -> {
            try {
                sweeping.sweep();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        Thread.sleep(300);
        sweeping.registry().holdUp(false);
        sweep.join();

        assertThat(client.missing(digest(blob))).isEmpty();
    }

    @Test
    void whoSharesAPackWithWhatGoesStays() throws Exception {
        List<ByteString> blobs = new ArrayList<>();
        for (int count = 0; count < 20; count++) {
            blobs.add(RandomBytes.of(1_000));
        }
        client.batch(blobs.stream().map(Client::item).toList());
        sweeping.pin(project, digestOf(blobs.get(7)));
        sweeping.endLeases();

        sweepForDays(4);

        assertThat(client.download(digestOf(blobs.get(7)))).isEqualTo(blobs.get(7));
        assertGone(blobs.get(6));
    }

    @Test
    void aPackWithMuchDeadSpaceIsWrittenAnew() throws Exception {
        List<ByteString> blobs = new ArrayList<>();
        for (int count = 0; count < 30; count++) {
            blobs.add(count % 2 == 0 ? RandomBytes.of(1_000) : RandomBytes.ofText(3_000));
        }
        client.batch(blobs.subList(0, 15).stream().map(Client::item).toList());
        client.batch(blobs.subList(15, 30).stream().map(Client::item).toList());
        List<ByteString> needed = List.of(blobs.get(3), blobs.get(4), blobs.get(20), blobs.get(21));
        sweeping.pin(project, needed.stream().map(Client::digestOf).toArray(Digest[]::new));
        sweeping.endLeases();
        long before = size();

        sweepForDays(2);
        assertThat(sweeping.meter("pedigree.artifact.sweep.rewritten")).isEqualTo(2);
        for (ByteString blob : needed) {
            assertThat(client.download(digestOf(blob))).isEqualTo(blob);
        }
        assertThat(size()).isGreaterThan(before); // the old packs stay for whoever is reading them

        sweepForDays(3);
        assertThat(objects()).hasSize(1);
        assertThat(size()).isLessThan(before / 2);
        for (ByteString blob : needed) {
            assertThat(client.download(digestOf(blob))).isEqualTo(blob);
        }
        assertThat(sweeping.meter("pedigree.artifact.sweep.rewritten")).isEqualTo(2);
    }

    @Test
    void aManifestThatCannotBeReadKeepsItsProjectFromBeingJudged() throws Exception {
        ByteString listed = upload(RandomBytes.of(100));
        ByteString garbage = upload(RandomBytes.of(100));
        String manifest = commit(entry("a", listed));
        sweeping.pin(project, Digest.parse(manifest));
        // A manifest of one page is that page, so the page's digest is the manifest's.
        new Traces(ARTIFACTS, project)
                .asOwner(
                        "update artifact.blob set quarantined_at = now() where sha256 = ?",
                        ByteString.copyFrom(Digest.parse(manifest).bytes()));
        Client other = ARTIFACTS.client("other-" + project);
        ByteString others = RandomBytes.of(100);
        other.batch(List.of(item(others)));
        sweeping.endLeases();

        sweepForDays(2);

        assertThat(client.download(digestOf(listed))).isEqualTo(listed);
        assertThat(client.download(digestOf(garbage))).isEqualTo(garbage);
        assertThat(fault(() -> other.download(digestOf(others))).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_BLOB_NOT_FOUND);
    }

    @Test
    void objectsThatNoRowKnowsAreDeletedWhenTheyAreOld() throws Exception {
        ByteString known = upload(RandomBytes.of(300_000));
        ByteString packed = upload(RandomBytes.of(10));
        commit(entry("a", known), entry("b", packed));
        List<StoredObject> before = objects();
        for (String key : List.of("blobs/" + "00".repeat(32), "packs/x", "parts/y/z/1", "manifests/w")) {
            ARTIFACTS.objects().put("projects/" + project + "/" + key, Content.of(RandomBytes.of(10)));
        }

        sweeping.sweep();
        assertThat(objects()).hasSize(before.size() + 4); // they are young

        sweepImpatiently();
        assertThat(objects()).isEqualTo(before);
        assertThat(client.download(digestOf(known))).isEqualTo(known);
    }

    @Test
    void thePartsOfAnUploadStayForAsLongAsSomebodyGoesOnWithIt() throws Exception {
        upload(RandomBytes.of(10)); // makes the project
        String key = "projects/" + project + "/parts/upload";
        ARTIFACTS.objects().put(key + "/00001-part", Content.of(RandomBytes.of(10)));
        new Traces(ARTIFACTS, project)
                .asOwner(
                        "insert into artifact.upload (project_id, caller, sha256, size, part_size, kind, key, touched_at)"
                                + " select id, 'c', ?, 10, 10, 1, 'projects/' || name || '/parts/upload',"
                                + " now() + interval '1 h' from artifact.project where name = '%s'".formatted(project),
                        digest(RandomBytes.of(3)));

        sweepImpatiently();
        assertThat(ARTIFACTS.objects().head(key + "/00001-part")).isPresent();

        new Traces(ARTIFACTS, project)
                .asOwner(
                        "update artifact.upload set touched_at = now() where key like '%%%s%%' and ? is not null"
                                .formatted(project),
                        digest(RandomBytes.of(3)));
        sweepImpatiently();
        assertThat(ARTIFACTS.objects().head(key + "/00001-part")).isEmpty();
    }

    @Test
    void twoSweepsAtOnceDoNoHarm() throws Exception {
        ByteString garbage = upload(RandomBytes.of(100));
        ByteString needed = upload(RandomBytes.of(100));
        String manifest = commit(entry("a", needed));
        sweeping.pin(project, Digest.parse(manifest));
        sweeping.endLeases();

        for (int day = 0; day < 4; day++) {
            Race.run(3, _ -> {
                sweeping.sweep();
                return true;
            });
            sweeping.letADayPass();
        }

        assertGone(garbage);
        assertThat(client.hold(manifest, true).getFileCount()).isEqualTo(1);
    }

    private void sweepWhenItIsBack() throws Exception {
        while (true) {
            try {
                sweeping.sweep();
                return;
            } catch (Unavailable _) {
                Thread.sleep(50);
            }
        }
    }

    /// What is a second old is an orphan to it.
    private void sweepImpatiently() throws Exception {
        try (Sweeping impatient = new Sweeping(
                ARTIFACTS, new SweepSettings(Duration.ofHours(12), Duration.ZERO, Duration.ofHours(1), 50))) {
            try (var _ = impatient.feed().follow()) {
                while (impatient.registry().asked().stream().noneMatch(String::isEmpty)) {
                    Thread.sleep(5);
                }
            }
            Thread.sleep(1_000); // the object store tells time in seconds
            impatient.sweep();
        }
    }

    private void sweepForDays(int days) throws Exception {
        for (int day = 0; day < days; day++) {
            sweeping.sweep();
            sweeping.letADayPass();
        }
    }

    private ByteString upload(ByteString blob) throws Exception {
        client.upload(blob);
        return blob;
    }

    private String commit(ManifestEntry... entries) throws Exception {
        return client.commit(ManifestTest.digest(List.of(entries)), List.of(entries))
                .getDigest();
    }

    private List<StoredObject> objects() {
        return ARTIFACTS.objects().list("projects/" + project + "/", "", 1_000);
    }

    private long size() {
        return objects().stream().mapToLong(StoredObject::size).sum();
    }

    private void assertGone(ByteString blob) {
        assertThat(fault(() -> client.download(digestOf(blob))).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_BLOB_NOT_FOUND);
    }
}
