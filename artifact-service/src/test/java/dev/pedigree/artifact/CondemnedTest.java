package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.jooq.Tables;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ManifestEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is condemned must not be counted on, and is kept by whoever brings it or takes it up.
@Timeout(60)
class CondemnedTest {
    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private static final String CONDEMN =
            "update artifact.blob set condemned_at = now(), leased_until = now() - interval '1 s' where sha256 = ?";
    private static final String QUARANTINE = "update artifact.blob set quarantined_at = now() where sha256 = ?";

    private final Client client = ARTIFACTS.client("condemned");
    private final Traces traces = new Traces(ARTIFACTS, "condemned");
    private final ByteString blob = RandomBytes.of(100);

    @BeforeEach
    void upload() throws Exception {
        client.batch(List.of(item(blob)));
    }

    @Test
    void whatIsCondemnedIsMissingAndStaysCondemned() throws Exception {
        traces.asOwner(CONDEMN, digest(blob));

        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));
        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @Test
    void uploadingReprieves() throws Exception {
        traces.asOwner(CONDEMN, digest(blob));
        client.batch(List.of(item(blob)));
        assertReprieved();

        traces.asOwner(CONDEMN, digest(blob));
        assertThat(client.upload(blob).getExisted()).isTrue();
        assertReprieved();
    }

    @Test
    void committingReprieves() throws Exception {
        traces.asOwner(CONDEMN, digest(blob));
        List<ManifestEntry> entries = List.of(entry("a", blob));

        client.commit(ManifestTest.digest(entries), entries);

        assertReprieved();
    }

    @Test
    void holdingReprievesAManifest() throws Exception {
        List<ManifestEntry> entries = List.of(entry("held", blob));
        String digest = client.commit(ManifestTest.digest(entries), entries).getDigest();
        ByteString raw =
                ByteString.copyFrom(dev.pedigree.lifecycle.Digest.parse(digest).bytes());
        traces.asOwner("update artifact.manifest set condemned_at = now(), leased_until = now() where digest = ?", raw);

        client.hold(digest, false);

        int condemned = ARTIFACTS
                .database()
                .read(sql -> sql.fetchCount(Tables.MANIFEST, Tables.MANIFEST.CONDEMNED_AT.isNotNull()));
        assertThat(condemned).isZero();
        assertThat(client.hold(digest, true).getFileCount()).isEqualTo(1);
    }

    /// Whoever asks just then waits for the deletion, and must not be told what was seen before.
    @Test
    void whatIsDeletedWhileItsLeaseIsRenewedIsMissing() throws Exception {
        traces.asOwner("update artifact.blob set leased_until = now() where sha256 = ?", digest(blob));
        try (Connection sweeper = ARTIFACTS.postgres().asOwner().getConnection()) {
            sweeper.setAutoCommit(false);
            execute(sweeper, "delete from artifact.blob where sha256 = ?", digest(blob));
            CompletableFuture<ByteString> answer = CompletableFuture.supplyAsync(this::missing);
            awaitWaiting(sweeper);
            sweeper.commit();
            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(digest(blob));
        }
    }

    @Test
    void whatIsQuarantinedIsMissingAndNeverGiven() throws Exception {
        List<ManifestEntry> entries = List.of(entry("a", blob));
        String manifest = client.commit(ManifestTest.digest(entries), entries).getDigest();
        traces.asOwner(QUARANTINE, digest(blob));

        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));
        assertThat(fault(() -> client.download(digestOf(blob))).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_CONTENT_CORRUPT);
        assertThat(fault(() -> client.hold(manifest, true)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_ARTIFACT_MISSING);
        List<ManifestEntry> others = List.of(entry("b", blob));
        assertThat(fault(() -> client.commit(ManifestTest.digest(others), others))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_ARTIFACT_MISSING);
    }

    private void assertReprieved() throws Exception {
        assertThat(client.missing(digest(blob))).isEmpty();
        assertThat(traces.lease(digest(blob))).isAfter(Instant.now());
    }

    private ByteString missing() {
        try {
            return client.missing(digest(blob));
        } catch (io.grpc.StatusException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void execute(Connection connection, String sql, ByteString digest) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, digest.toByteArray());
            statement.execute();
        }
    }

    private static void awaitWaiting(Connection connection) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement("select from pg_locks where not granted")) {
            while (!statement.executeQuery().next()) {
                Thread.sleep(5);
            }
        }
    }
}
