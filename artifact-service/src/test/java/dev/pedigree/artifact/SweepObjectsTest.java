package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.sweep.SweepSettings;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.chassis.store.StoredObject;
import dev.pedigree.lifecycle.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of the objects that blobs lie in.
class SweepObjectsTest extends SweepCase {
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
}
