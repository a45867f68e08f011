package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.v1.UploadState;
import dev.pedigree.v1.UploadStatus;
import io.grpc.ManagedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An upload whose client is killed goes on from another process, sending no more than one part again, also when the
/// service was ended or killed in between.
@Timeout(180)
class ResumeTest {
    private static final int MIB = 1 << 20;
    private static final int PART = 8 * MIB;
    private static final int SIZE = 50 * MIB;

    @RegisterExtension
    static final ArtifactExtension STORES = ArtifactExtension.usual();

    private final Traces traces = new Traces(STORES, "killed");

    /// What becomes of the service between the death of its client and the next one.
    enum Meanwhile {
        NOTHING,
        ENDED,
        KILLED,
        /// Before it has stored what it took: that is gone, but not more than it ever has on the way of one upload.
        KILLED_AT_ONCE
    }

    @ParameterizedTest
    @CsvSource({
        "1, NOTHING",
        "50, NOTHING",
        "99, NOTHING",
        "100, NOTHING",
        "50, ENDED",
        "99, KILLED",
        "100, KILLED",
        "50, KILLED_AT_ONCE"
    })
    void aKilledClientsUploadGoesOnElsewhere(int percent, Meanwhile meanwhile, @TempDir Path folder) throws Exception {
        ByteString blob = RandomBytes.of(SIZE);
        Path file = Files.write(folder.resolve("weights"), blob.toByteArray());
        int sent = SIZE / 100 * percent;
        int whole = percent == 100 ? blob.size() / PART + 1 : sent / PART;
        ArtifactProcess service = ArtifactProcess.start(STORES.postgres(), STORES.s3Settings(), Map.of());
        try {
            Process client = UploadingProcess.start(service.endpoint(), "killed", file, sent);
            if (meanwhile == Meanwhile.KILLED) {
                traces.awaitParts(digest(blob), whole); // who is killed has no time to store what it took
            }
            client.destroyForcibly().waitFor();
            service = again(service, meanwhile);
            ManagedChannel channel = service.channel();
            Client next = new Client(channel, "killed");

            UploadStatus status = next.query(blob);

            assertThat(status.getState())
                    .isIn(UploadState.UPLOAD_STATE_OPEN, UploadState.UPLOAD_STATE_ABSENT); // killed before it arrived
            assertThat(sent - status.getCommittedOffset())
                    .isBetween(0L, (long) (meanwhile == Meanwhile.KILLED_AT_ONCE ? 4 * PART : PART));
            assertThat(next.missing(digest(blob))).isEqualTo(digest(blob));
            assertThat(next.goOn(blob, status.getCommittedOffset()).getExisted())
                    .isFalse();
            assertThat(next.download(digestOf(blob))).isEqualTo(blob);
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        } finally {
            service.close();
        }
    }

    private static ArtifactProcess again(ArtifactProcess service, Meanwhile meanwhile) throws Exception {
        switch (meanwhile) {
            case NOTHING -> {
                return service;
            }
            case ENDED -> service.terminate();
            case KILLED, KILLED_AT_ONCE -> service.close();
        }
        return ArtifactProcess.start(STORES.postgres(), STORES.s3Settings(), Map.of());
    }
}
