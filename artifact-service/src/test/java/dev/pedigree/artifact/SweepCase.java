package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.sweep.SweepSettings;
import dev.pedigree.chassis.store.StoredObject;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ManifestEntry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A project in which sweeps are told what day it is.
@Timeout(120)
abstract class SweepCase {
    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private static final SweepSettings HALF_A_DAY =
            new SweepSettings(Duration.ofHours(12), Duration.ofHours(12), Duration.ofHours(1), 50);

    final String project = "p-" + UUID.randomUUID().toString().substring(0, 8);
    final Client client = ARTIFACTS.client(project);
    Sweeping sweeping;

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

    void sweepForDays(int days) throws Exception {
        for (int day = 0; day < days; day++) {
            sweeping.sweep();
            sweeping.letADayPass();
        }
    }

    ByteString upload(ByteString blob) throws Exception {
        client.upload(blob);
        return blob;
    }

    String commit(ManifestEntry... entries) throws Exception {
        return client.commit(ManifestTest.digest(List.of(entries)), List.of(entries))
                .getDigest();
    }

    List<StoredObject> objects() {
        return ARTIFACTS.objects().list("projects/" + project + "/", "", 1_000);
    }

    long size() {
        return objects().stream().mapToLong(StoredObject::size).sum();
    }

    void assertGone(ByteString blob) {
        assertThat(fault(() -> client.download(digestOf(blob))).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_BLOB_NOT_FOUND);
    }
}
