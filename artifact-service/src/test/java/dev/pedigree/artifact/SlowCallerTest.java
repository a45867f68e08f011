package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.artifact.part.PartSizes;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.v1.DownloadBlobRequest;
import dev.pedigree.v1.UploadBlobRequest;
import io.grpc.ManagedChannel;
import io.grpc.stub.BlockingClientCall;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A caller who begins more than there is memory for, and neither sends nor reads on, keeps none of the others waiting.
@Timeout(60)
class SlowCallerTest {
    private static final int MIB = 1 << 20;
    private static final int MEMORY = 8 * MIB;
    private static final int CALLS = MEMORY / MIB + 2;
    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = new ArtifactExtension(settings());

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<BlockingClientCall<?, ?>> calls = new ArrayList<>();
    private Artifacts artifacts;
    private ServiceHost host;
    private ManagedChannel slowly;
    private ManagedChannel usually;
    private Client slow;
    private Client other;

    private static ArtifactSettings settings() {
        ArtifactSettings usual = ArtifactSettings.usual();
        PartSizes parts = new PartSizes(MIB, 3);
        return new ArtifactSettings(
                usual.lease(),
                MEMORY,
                MEMORY,
                parts,
                usual.uploadIdle(),
                Limits.of(parts, 1_000, usual.limits().uploadsPerCaller()));
    }

    @BeforeEach
    void start() {
        artifacts =
                new Artifacts(settings(), ARTIFACTS.database(), ARTIFACTS.objects(), Optional.of(ARTIFACTS.signer()));
        artifacts.bindTo(meters);
        host = ArtifactExtension.start(artifacts);
        slowly = ArtifactExtension.channel(host, ArtifactExtension.LABEL);
        usually = ArtifactExtension.channel(host, ArtifactExtension.GATEWAY);
        slow = new Client(slowly, "slow");
        other = new Client(usually, "other");
    }

    @AfterEach
    void stop() {
        calls.forEach(call -> call.cancel("enough", null));
        slowly.shutdownNow();
        usually.shutdownNow();
        host.close();
        artifacts.close();
    }

    @Test
    void whoSends() throws Exception {
        ByteString large = RandomBytes.of(2 * MIB);
        for (int number = 0; number < CALLS; number++) {
            BlockingClientCall<UploadBlobRequest, ?> call = slow.beginUpload();
            calls.add(call);
            call.write(slow.first(digest(RandomBytes.of(10)), large.size()));
            call.write(UploadBlobRequest.newBuilder()
                    .setData(large.substring(0, 1))
                    .build());
        }
        awaitUsed("upload");

        other.upload(large);
        other.batch(List.of(item(RandomBytes.of(100))));

        assertThat(used("upload")).isGreaterThanOrEqualTo(MEMORY / 2); // they still have it
        assertThat(other.download(digestOf(large))).isEqualTo(large);
    }

    @Test
    void whoReads() throws Exception {
        ByteString large = RandomBytes.of(5 * MIB);
        slow.upload(large);
        other.upload(large);
        for (int number = 0; number < CALLS; number++) {
            calls.add(slow.stub()
                    .downloadBlob(DownloadBlobRequest.newBuilder()
                            .setName(slow.parent() + "/blobs/" + digestOf(large))
                            .build()));
        }
        awaitUsed("download");

        assertThat(other.download(digestOf(large))).isEqualTo(large);
        assertThat(used("download")).isGreaterThanOrEqualTo(MEMORY / 2);
    }

    /// Until all is taken that can be.
    private void awaitUsed(String room) throws InterruptedException {
        Instant end = Instant.now().plus(SOON);
        while (used(room) < MEMORY / 2) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
        }
    }

    private double used(String room) {
        return meters.get("pedigree.artifact.room.used")
                .tag("room", room)
                .gauge()
                .value();
    }
}
