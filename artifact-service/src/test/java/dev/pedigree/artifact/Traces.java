package dev.pedigree.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.jooq.Tables;
import dev.pedigree.chassis.store.StoredObject;
import dev.pedigree.lifecycle.Digest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a project's blobs leave behind in the database and in the object store, looked at past the service.
record Traces(ArtifactExtension artifacts, String project) {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /// What there is of one digest.
    record Found(int rows, List<StoredObject> objects) {}

    Found of(ByteString digest) {
        String hex = Digest.of(digest.toByteArray()).hex();
        int rows = artifacts
                .database()
                .read(sql -> sql.fetchCount(Tables.BLOB, Tables.BLOB.SHA256.eq(digest.toByteArray())));
        return new Found(rows, artifacts.objects().list(prefix() + "/blobs/" + hex, "", 10));
    }

    /// Neither a row nor an object, and in a while no unfinished upload.
    void assertNone(ByteString digest) throws InterruptedException {
        assertThat(of(digest)).isEqualTo(new Found(0, List.of()));
        awaitNothingUnfinished();
        assertThat(of(digest)).isEqualTo(new Found(0, List.of()));
    }

    void awaitNothingUnfinished() throws InterruptedException {
        Instant end = Instant.now().plus(LONGEST);
        while (!artifacts.objects().unfinished(prefix()).isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(50);
        }
    }

    String key(Digest digest) {
        return prefix() + "/blobs/" + digest.hex();
    }

    /// As if the service had died between the object and the row.
    void forgetRow(ByteString digest) throws Exception {
        asOwner("delete from artifact.blob where sha256 = ?", digest);
    }

    void asOwner(String statement, ByteString parameter) throws Exception {
        try (Connection connection = artifacts.postgres().asOwner().getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.setBytes(1, parameter.toByteArray());
            assertThat(prepared.executeUpdate()).isPositive();
        }
    }

    Instant lease(ByteString digest) {
        return artifacts
                .database()
                .read(sql -> sql.select(Tables.BLOB.LEASED_UNTIL)
                        .from(Tables.BLOB)
                        .where(Tables.BLOB.SHA256.eq(digest.toByteArray()))
                        .fetchSingle()
                        .value1());
    }

    private String prefix() {
        return "projects/" + project;
    }
}
