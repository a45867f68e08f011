package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import dev.pedigree.artifact.blob.Lease;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.artifact.part.PartSizes;
import dev.pedigree.artifact.sweep.SweepSettings;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.mesh.v1.ArtifactEvidence;
import dev.pedigree.v1.ManifestEntry;
import dev.pedigree.v1.SignedRequest;
import dev.pedigree.v1.UploadState;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Clients who upload, ask, commit and hold a few blobs over and over, while sweeps on the shortest of graces delete
/// whatever nobody holds for a moment. Whatever was acknowledged, held or pinned must be there for as long as was
/// promised.
@Timeout(120)
class SweepRaceTest {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final SweepSettings HASTY =
            new SweepSettings(Duration.ofMillis(300), Duration.ofMinutes(1), Duration.ofSeconds(1), 60);
    private static final int BLOBS = 60;
    private static final PartSizes PARTS = new PartSizes(256 << 10, 3);
    /// Large enough to be put into the store by the client.
    private static final int LARGE = 2 * PARTS.smallest() + 17;

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = new ArtifactExtension(settings());

    private final Client client = ARTIFACTS.client("race");
    private final DirectClient direct = new DirectClient(client, PARTS.smallest());
    private final List<ByteString> blobs = new ArrayList<>();
    private final Map<Digest, ByteString> content = new ConcurrentHashMap<>();
    private final Map<String, List<ManifestEntry>> pinned = new ConcurrentHashMap<>();
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicInteger vanished = new AtomicInteger();

    private static ArtifactSettings settings() {
        ArtifactSettings usual = ArtifactSettings.usual();
        return new ArtifactSettings(
                new Lease(LEASE),
                usual.uploadMemory(),
                usual.downloadMemory(),
                PARTS,
                usual.uploadIdle(),
                Limits.of(PARTS, 1_000, usual.limits().uploadsPerCaller()));
    }

    @Test
    void nothingThatSomebodyCountsOnIsEverGone() throws Exception {
        for (int number = 0; number < BLOBS; number++) {
            ByteString blob = RandomBytes.of(size(number));
            blobs.add(blob);
            content.put(digestOf(blob), blob);
        }
        try (Sweeping sweeping = new Sweeping(ARTIFACTS, HASTY)) {
            Instant end = Instant.now().plus(TIME);
            Race.run(8, runner -> {
                while (Instant.now().isBefore(end)) {
                    switch (runner) {
                        case 0, 1 -> sweeping.sweep();
                        case 2 -> askAndCheck();
                        case 3 -> uploadAndCheck();
                        case 4 -> commitAndPin(sweeping);
                        default -> commitAndHold();
                    }
                }
                return true;
            });

            sweeping.sweep();
            for (Map.Entry<String, List<ManifestEntry>> manifest : pinned.entrySet()) {
                assertThat(client.hold(manifest.getKey(), true).getFileCount())
                        .isEqualTo(manifest.getValue().size());
                checkAll(manifest.getValue(), Instant.MAX);
            }
            assertThat(pinned).isNotEmpty();
            assertThat(checks).hasValueGreaterThan(30);
            assertThat(vanished)
                    .as("blobs that were swept and had to be uploaded again")
                    .hasValueGreaterThan(10);
            assertThat(sweeping.meter("pedigree.artifact.sweep.deleted")).isGreaterThan(10);
        }
    }

    /// Small ones share objects; some are objects of their own, and some several.
    private static int size(int number) {
        return switch (number % 10) {
            case 0 -> 200_000;
            case 5 -> LARGE;
            default -> 1 + number * 50;
        };
    }

    private void askAndCheck() throws Exception {
        ByteString blob = any();
        Instant until = Instant.now().plus(LEASE);
        if (client.missing(digest(blob)).isEmpty()) {
            Thread.sleep(ThreadLocalRandom.current().nextLong(LEASE.toMillis()));
            check(blob, until);
        }
        Thread.sleep(20);
    }

    private void uploadAndCheck() throws Exception {
        ByteString blob = any();
        Instant until = Instant.now().plus(LEASE);
        upload(blob);
        Thread.sleep(ThreadLocalRandom.current().nextLong(LEASE.toMillis()));
        check(blob, until);
    }

    private void commitAndHold() throws Exception {
        List<ManifestEntry> entries = push();
        if (commit(entries)) {
            Instant until = hold(entries);
            Thread.sleep(ThreadLocalRandom.current().nextLong(LEASE.toMillis()));
            checkAll(entries, until);
        }
    }

    /// As the gateway does: hold, then a version that names it while the hold is good for a while yet.
    private void commitAndPin(Sweeping sweeping) throws Exception {
        List<ManifestEntry> entries = push();
        if (commit(entries)) {
            Instant until = hold(entries);
            Thread.sleep(ThreadLocalRandom.current().nextLong(LEASE.toMillis() / 2));
            String digest = ManifestTest.digest(entries);
            sweeping.pin("race", Digest.parse(digest));
            if (Instant.now().isBefore(until)) {
                pinned.put(digest, entries);
                checkAll(entries, Instant.MAX);
            }
            Thread.sleep(1_000);
        }
    }

    /// False if it took so long that what was found may be gone again, which the answer then says.
    private boolean commit(List<ManifestEntry> entries) throws Exception {
        Instant until = Instant.now().plus(LEASE.dividedBy(3));
        try {
            client.commit(ManifestTest.digest(entries), entries);
            return true;
        } catch (StatusException failure) {
            if (Instant.now().isAfter(until)) {
                return false;
            }
            throw failure;
        }
    }

    /// Until when it is promised to stay.
    private Instant hold(List<ManifestEntry> entries) throws Exception {
        ArtifactEvidence evidence = client.hold(ManifestTest.digest(entries), false);
        return Instant.ofEpochMilli(Timestamps.toMillis(evidence.getExpireTime()));
    }

    /// Uploads what is missing of a few files.
    private List<ManifestEntry> push() throws Exception {
        TreeMap<String, ManifestEntry> entries = new TreeMap<>();
        List<ByteString> chosen = new ArrayList<>(blobs);
        Collections.shuffle(chosen);
        for (ByteString blob : chosen.subList(0, 3)) {
            if (!client.missing(digest(blob)).isEmpty()) {
                vanished.incrementAndGet();
                upload(blob);
            }
            String path = "f-%08x".formatted(ThreadLocalRandom.current().nextInt());
            entries.put(path, entry(path, blob));
        }
        return List.copyOf(entries.values());
    }

    private void upload(ByteString blob) throws Exception {
        if (blob.size() == LARGE && ThreadLocalRandom.current().nextBoolean()) {
            putDirectly(blob);
        } else if (blob.size() < 100_000) {
            var results = client.batch(List.of(item(blob))).getResultsList();
            assertThat(results)
                    .allSatisfy(
                            result -> assertThat(result.getStatus().getCode()).isZero());
        } else {
            client.upload(blob);
        }
    }

    /// Others may be putting the same blob, as the same caller: then it is one upload, and each part is written once.
    private void putDirectly(ByteString blob) throws Exception {
        List<SignedRequest> puts = direct.sign(blob).getRequestsList();
        for (int number = 1; number <= puts.size(); number++) {
            if (!puts.get(number - 1).getStored()) {
                assertThat(direct.put(puts.get(number - 1), direct.part(blob, number)))
                        .isIn(200, 412);
            }
        }
        try {
            client.commitParts(blob, direct.parts(blob));
        } catch (StatusException failure) {
            if (failure.getStatus().getCode() != Status.Code.NOT_FOUND) {
                throw failure;
            }
            putDirectly(blob); // another one was faster, and it was swept since
        }
        direct.await(blob, UploadState.UPLOAD_STATE_COMPLETE);
    }

    private ByteString any() {
        return blobs.get(ThreadLocalRandom.current().nextInt(blobs.size()));
    }

    private void checkAll(List<ManifestEntry> entries, Instant until) throws Exception {
        for (ManifestEntry entry : entries) {
            check(content.get(Digest.of(entry.getDigest().toByteArray())), until);
        }
    }

    /// On a busy machine the promise may have ended before the answer comes; then it may be any.
    private void check(ByteString blob, Instant until) throws Exception {
        try {
            assertThat(client.download(digestOf(blob))).isEqualTo(blob);
            checks.incrementAndGet();
        } catch (StatusException failure) {
            if (failure.getStatus().getCode() != Status.Code.UNAVAILABLE
                    && Instant.now().isBefore(until)) {
                throw failure;
            }
        }
    }
}
