package dev.pedigree.artifact;

import static dev.pedigree.artifact.jooq.Tables.BLOB;
import static dev.pedigree.artifact.jooq.Tables.CONTAINER;
import static dev.pedigree.artifact.jooq.Tables.UPLOAD;
import static dev.pedigree.artifact.jooq.Tables.UPLOAD_PART;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.chassis.store.StoredObject;
import dev.pedigree.lifecycle.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a project's blobs leave behind in the database and in the object store, looked at past the service.
record Traces(ArtifactExtension artifacts, String project) {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /// What there is of one digest.
    record Found(int rows, List<StoredObject> objects) {}

    Found of(ByteString digest) {
        int rows = artifacts.database().read(sql -> sql.fetchCount(BLOB, BLOB.SHA256.eq(digest.toByteArray())));
        List<StoredObject> objects = new ArrayList<>(artifacts
                .objects()
                .list(prefix() + "/blobs/" + Digest.of(digest.toByteArray()).hex(), "", 10));
        objects.addAll(packsWith(digest));
        return new Found(rows, objects);
    }

    /// The packs whose bytes, footers included, hold the digest.
    private List<StoredObject> packsWith(ByteString digest) {
        return artifacts.objects().list(prefix() + "/packs/", "", 1_000).stream()
                .filter(pack -> text(bytes(pack.key())).contains(text(digest)))
                .toList();
    }

    private static String text(ByteString bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /// Where a blob's bytes lie.
    record Place(String key, int offset, int length) {
        /// `object`, whose bytes in this place are `stored`, and which ends with them.
        ByteString cut(ByteString object, ByteString stored) {
            return object.substring(0, offset).concat(stored);
        }

        ByteString with(ByteString object, ByteString stored) {
            return cut(object, stored).concat(object.substring(offset + length));
        }
    }

    Place place(ByteString digest) {
        return artifacts
                .database()
                .read(sql -> sql.select(CONTAINER.KEY, BLOB.OBJECT_OFFSET, BLOB.OBJECT_LENGTH)
                        .from(BLOB)
                        .join(CONTAINER)
                        .on(CONTAINER.ID.eq(BLOB.CONTAINER_ID))
                        .where(BLOB.SHA256.eq(digest.toByteArray()))
                        .fetchSingle(row ->
                                new Place(row.value1(), Math.toIntExact(row.value2()), Math.toIntExact(row.value3()))));
    }

    /// Puts another object where one is.
    void replace(String key, ByteString object) {
        artifacts.objects().delete(key);
        artifacts.objects().put(key, Content.of(object));
    }

    ByteString bytes(String key) {
        try (InputStream stream = artifacts.objects().get(key).orElseThrow()) {
            return ByteString.readFrom(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Neither a row nor an object that one could lead to, nor an upload to go on with.
    void assertNone(ByteString digest) {
        assertThat(of(digest)).isEqualTo(new Found(0, List.of()));
        assertThat(uploads(digest)).isZero();
    }

    /// How many uploads of it are under way.
    int uploads(ByteString digest) {
        return artifacts.database().read(sql -> sql.fetchCount(UPLOAD, UPLOAD.SHA256.eq(digest.toByteArray())));
    }

    /// The objects of all its parts, whoever wrote them.
    List<StoredObject> parts(ByteString digest) {
        String hex = Digest.of(digest.toByteArray()).hex();
        return artifacts.objects().list(prefix() + "/parts/" + hex + "/", "", 1000);
    }

    /// Waits until so many parts are stored and noted.
    void awaitParts(ByteString digest, int count) throws InterruptedException {
        Instant end = Instant.now().plus(LONGEST);
        while (partsNoted(digest) < count) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
        }
    }

    /// Waits until so many streams have worked on its upload.
    void awaitStreams(ByteString digest, int count) throws InterruptedException {
        Instant end = Instant.now().plus(LONGEST);
        while (artifacts
                        .database()
                        .read(sql -> sql.fetchCount(
                                UPLOAD, UPLOAD.SHA256.eq(digest.toByteArray()).and(UPLOAD.STREAM.ge(count))))
                == 0) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
        }
    }

    private int partsNoted(ByteString digest) {
        return artifacts
                .database()
                .read(sql -> sql.selectCount()
                        .from(UPLOAD_PART)
                        .join(UPLOAD)
                        .on(UPLOAD.ID.eq(UPLOAD_PART.UPLOAD_ID))
                        .where(UPLOAD.SHA256.eq(digest.toByteArray()))
                        .fetchSingle()
                        .value1());
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
        artifacts.restart();
    }

    Instant lease(ByteString digest) {
        return artifacts
                .database()
                .read(sql -> sql.select(BLOB.LEASED_UNTIL)
                        .from(BLOB)
                        .where(BLOB.SHA256.eq(digest.toByteArray()))
                        .fetchSingle()
                        .value1());
    }

    private String prefix() {
        return "projects/" + project;
    }
}
