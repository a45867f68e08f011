package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.v1.ManifestEntry;
import dev.pedigree.v1.SignDownloadRequest;
import dev.pedigree.v1.UploadState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two services on one database and one bucket: what one remembers is not wrong because of what the other did.
class ReplicasTest {
    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final Client one = ARTIFACTS.client("replicas");
    private final Traces traces = new Traces(ARTIFACTS, "replicas");
    private Artifacts artifacts;
    private ServiceHost host;
    private ManagedChannel channel;
    private Client other;

    @BeforeEach
    void startAnother() {
        artifacts = new Artifacts(
                ArtifactSettings.usual(), ARTIFACTS.database(), ARTIFACTS.objects(), Optional.of(ARTIFACTS.signer()));
        host = ArtifactExtension.start(artifacts);
        channel = ArtifactExtension.channel(host, ArtifactExtension.GATEWAY);
        other = new Client(channel, "replicas");
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        host.close();
        artifacts.close();
    }

    @Test
    void whatOneStoredTheOtherCommitsAndSignsAtOnce() throws Exception {
        awaitFilter();
        ByteString blob = RandomBytes.of(1 << 20);
        one.upload(blob);
        List<ManifestEntry> entries = List.of(entry("a", blob));

        assertThat(other.commit(ManifestTest.digest(entries), entries).getFileCount())
                .isEqualTo(1);
        ByteString next = RandomBytes.of(1 << 20);
        one.upload(next);
        assertThat(other.query(next).getState()).isEqualTo(UploadState.UPLOAD_STATE_COMPLETE);
        next = RandomBytes.of(1 << 20);
        one.upload(next);
        assertThat(other.stub()
                        .signDownload(SignDownloadRequest.newBuilder()
                                .setName("projects/replicas/blobs/" + digestOf(next))
                                .build())
                        .getPiecesCount())
                .isEqualTo(1);
    }

    /// Until the other one takes what it has not heard of for absent, without asking the database.
    private void awaitFilter() throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        ByteString seen;
        do {
            assertThat(Instant.now()).isBefore(end);
            seen = RandomBytes.of(100);
            other.missing(digest(seen));
            one.upload(seen);
        } while (other.missing(digest(seen)).isEmpty());
    }

    @Test
    void whatOneFindsDamagedTheOtherDoesNotCallPresent() throws Exception {
        ByteString blob = RandomBytes.of(1 << 20);
        one.upload(blob);
        List<ManifestEntry> entries = List.of(entry("a", blob));
        assertThat(other.missing(digest(blob))).isEmpty();
        String key = traces.place(digest(blob)).key();
        ARTIFACTS.objects().delete(key);
        ARTIFACTS.objects().put(key, Content.of(RandomBytes.of(1 << 20)));
        assertThat(fault(() -> one.download(digestOf(blob)))).isInstanceOf(Corrupt.class);

        assertThat(other.missing(digest(blob))).isEqualTo(digest(blob));
        assertThat(fault(() -> other.commit(ManifestTest.digest(entries), entries)))
                .isInstanceOf(Refused.class);
        assertThat(other.upload(blob).getExisted()).isFalse();

        assertThat(one.missing(digest(blob))).isEmpty();
        assertThat(one.download(digestOf(blob))).isEqualTo(blob);
        assertThat(other.commit(ManifestTest.digest(entries), entries).getFileCount())
                .isEqualTo(1);
    }
}
