package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ErrorReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is condemned, what is deleted, and what is not.
class SweepTest extends SweepCase {
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
}
