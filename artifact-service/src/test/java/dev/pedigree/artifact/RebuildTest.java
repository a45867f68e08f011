package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.rebuild.Rebuild;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.v1.ManifestEntry;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RebuildTest {
    private static final int MIB = 1 << 20;

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private final Client client = ARTIFACTS.client("rebuild");
    private final Traces traces = new Traces(ARTIFACTS, "rebuild");

    @AfterEach
    void empty() {
        ARTIFACTS
                .objects()
                .list("projects/", "", 1_000)
                .forEach(object -> ARTIFACTS.objects().delete(object.key()));
    }

    @Test
    void allRowsComeBackFromTheBucketAlone() throws Exception {
        List<ByteString> blobs = new ArrayList<>();
        IntStream.range(0, 50).forEach(number -> blobs.add(RandomBytes.of(number * 11)));
        blobs.add(ByteString.copyFromUtf8("compresses well ".repeat(1_000)));
        client.batch(blobs.stream().map(Client::item).toList());
        ByteString alone = RandomBytes.of(2 * MIB);
        client.upload(alone);
        blobs.add(alone);
        List<ManifestEntry> few = List.of(entry("a", blobs.get(3)));
        List<ManifestEntry> many = IntStream.range(0, 6_000)
                .mapToObj(number -> entry("folder/%05d".formatted(number), blobs.get(number % blobs.size())))
                .toList();
        String first = client.commit(ManifestTest.digest(few), few).getDigest();
        String second = client.commit(ManifestTest.digest(many), many).getDigest();
        ARTIFACTS.client("another").batch(List.of(item(blobs.get(7))));

        loseEverything();
        assertThat(client.missing(digest(blobs.get(7)))).isEqualTo(digest(blobs.get(7)));
        Rebuild.Result result = ARTIFACTS.artifacts().rebuild().run();

        assertThat(result.unreadable()).isZero();
        assertThat(result.manifests()).isEqualTo(2);
        for (ByteString blob : blobs) {
            assertThat(client.missing(digest(blob))).isEmpty();
            assertThat(client.download(digestOf(blob))).isEqualTo(blob);
        }
        assertThat(client.hold(first, true).getFileCount()).isEqualTo(1);
        assertThat(client.hold(second, true).getFileCount()).isEqualTo(6_000);
        assertThat(ARTIFACTS.client("another").missing(digest(blobs.get(7)))).isEmpty();
        assertThat(ARTIFACTS.client("another").missing(digest(blobs.get(8)))).isEqualTo(digest(blobs.get(8)));
    }

    @Test
    void largeBlobsComeBackPartByPartAndBrokenOffUploadsDoNot() throws Exception {
        ByteString large = RandomBytes.of(12 * MIB);
        client.upload(large);
        String first = traces.place(digest(large)).key();
        assertThat(first).contains("/parts/");
        ByteString broken = RandomBytes.of(100);
        String other = "projects/rebuild/parts/%s/%s/00001-%s"
                .formatted(
                        "0".repeat(64),
                        UUID.randomUUID(),
                        HexFormat.of().formatHex(digest(broken).toByteArray()));
        ARTIFACTS.objects().put(other, Content.of(broken));

        loseEverything();
        Rebuild.Result result = ARTIFACTS.artifacts().rebuild().run();

        assertThat(result).isEqualTo(new Rebuild.Result(1, 0, 0));
        assertThat(traces.place(digest(large)).key()).isEqualTo(first);
        assertThat(client.download(digestOf(large))).isEqualTo(large);
    }

    @Test
    void rowsThatAreThereStayAsTheyAre() throws Exception {
        ByteString blob = RandomBytes.of(100);
        client.batch(List.of(item(blob)));
        Traces.Place place = traces.place(digest(blob));
        int rows = rows();

        ARTIFACTS.artifacts().rebuild().run();

        assertThat(traces.place(digest(blob))).isEqualTo(place);
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void whatCannotBeReadIsToldAndNothingElseSuffers() throws Exception {
        ByteString fine = RandomBytes.of(100);
        ByteString cut = RandomBytes.of(100);
        ByteString listed = RandomBytes.of(100);
        for (ByteString blob : List.of(fine, cut, listed)) {
            client.batch(List.of(item(blob)));
        }
        List<ManifestEntry> entries = List.of(entry("a", listed), entry("b", fine));
        client.commit(ManifestTest.digest(entries), entries);
        String pack = traces.place(digest(cut)).key();
        ByteString whole = traces.bytes(pack);
        traces.replace(pack, whole.substring(0, whole.size() - 1));
        ARTIFACTS.objects().delete(traces.place(digest(listed)).key());
        ARTIFACTS.objects().put("projects/rebuild/something/else", Content.of(fine));

        loseEverything();
        Rebuild.Result result = ARTIFACTS.artifacts().rebuild().run();

        assertThat(result).isEqualTo(new Rebuild.Result(2, 0, 2)); // fine, and the page of the manifest
        assertThat(client.missing(digest(fine), digest(cut))).isEqualTo(digest(cut));
    }

    private static int rows() {
        return ARTIFACTS.database().read(sql -> sql.fetchCount(dev.pedigree.artifact.jooq.Tables.BLOB));
    }

    private static void loseEverything() throws Exception {
        try (Connection connection = ARTIFACTS.postgres().asOwner().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate artifact.project, artifact.blob, artifact.container, artifact.manifest,"
                    + " artifact.manifest_page restart identity cascade");
        }
        ARTIFACTS.restart();
    }
}
