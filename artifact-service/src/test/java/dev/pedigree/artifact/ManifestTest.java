package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.CommitManifestRequest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetManifestRequest;
import dev.pedigree.v1.ListManifestEntriesRequest;
import dev.pedigree.v1.ListManifestEntriesResponse;
import dev.pedigree.v1.Manifest;
import dev.pedigree.v1.ManifestEntry;
import io.grpc.stub.BlockingClientCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ManifestTest {
    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    private static final ByteString ONE = RandomBytes.of(10);
    private static final ByteString TWO = RandomBytes.of(20);

    private final Client client = ARTIFACTS.client("manifests");

    @BeforeEach
    void uploadBlobs() throws Exception {
        client.batch(List.of(item(ONE), item(TWO)));
    }

    @Test
    void aManifestIsReadBackAsItWasCommitted() throws Exception {
        List<ManifestEntry> entries = List.of(entry("a/one", ONE), entry("a/two", TWO), entry("b", ONE));

        Manifest committed = client.commit(digest(entries), entries);

        assertThat(committed.getName()).isEqualTo("projects/manifests/manifests/" + digest(entries));
        assertThat(committed.getDigest()).isEqualTo(digest(entries));
        assertThat(committed.getFileCount()).isEqualTo(3);
        assertThat(committed.getTotalBytes()).isEqualTo(40);
        assertThat(committed.getModelSigningRoot())
                .isEqualTo(
                        digestOf(Client.digest(ONE).concat(Client.digest(TWO)).concat(Client.digest(ONE)))
                                .toString());
        assertThat(get(committed.getName())).isEqualTo(committed);
        assertThat(listAll(committed.getName(), 0)).isEqualTo(entries);
    }

    @Test
    void committingTheSameAgainIsTheSame() throws Exception {
        List<ManifestEntry> entries = List.of(entry("same", ONE));

        Manifest first = client.commit(digest(entries), entries);

        assertThat(client.commit(digest(entries), entries)).isEqualTo(first);
    }

    @Test
    void whoeverCommitsTheSameAtOnceGetsTheSame() throws Exception {
        List<ManifestEntry> entries = List.of(entry("raced", ONE), entry("raced/not", TWO));
        List<ManifestEntry> fine = List.of(entry("raced.a", ONE), entry("raced.b", TWO));

        assertThat(Race.run(8, _ -> client.commit(digest(fine), fine)))
                .hasSize(8)
                .containsOnly(client.commit(digest(fine), fine));
        assertThat(fault(() -> client.commit(digest(entries), entries)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_MANIFEST_INVALID);
    }

    @Test
    void aWrongDigestCommitsNothing() {
        List<ManifestEntry> entries = List.of(entry("a", ONE));
        String declared = digestOf(RandomBytes.of(1)).toString();

        Fault fault = fault(() -> client.commit(declared, entries));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_DIGEST_MISMATCH);
        assertThat(fault.metadata()).containsEntry("expected", declared).containsEntry("actual", digest(entries));
        assertNotFound(declared);
        assertNotFound(digest(entries));
    }

    @Test
    void everyFaultOfEveryEntryIsNamed() {
        List<ManifestEntry> entries = List.of(
                entry("b", ONE),
                entry("a", ONE),
                entry("c/../d", ONE),
                entry("e", ONE).toBuilder().setSize(11).build(),
                entry("f", ONE),
                entry("f", TWO),
                entry("g", ONE),
                entry("g/h", ONE));

        Fault fault = fault(() -> client.commit(digestOf(ONE).toString(), entries, 3));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_MANIFEST_INVALID);
        assertThat(((Invalid) fault).violations())
                .extracting(FieldViolation::field)
                .containsExactlyInAnyOrder(
                        "entries[1].path", "entries[2].path", "entries[3].size", "entries[5].path", "entries[7].path");
    }

    @Test
    void anEmptyManifestIsRefused() {
        assertThat(fault(() -> client.commit(digestOf(ByteString.EMPTY).toString(), List.of()))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_MANIFEST_INVALID);
    }

    @Test
    void everyMissingBlobIsNamed() {
        ByteString gone = RandomBytes.of(5);
        ByteString alsoGone = RandomBytes.of(6);
        List<ManifestEntry> entries = List.of(entry("a", ONE), entry("b", gone), entry("c", alsoGone));

        Fault fault = fault(() -> client.commit(digest(entries), entries));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_ARTIFACT_MISSING);
        assertThat(((Refused) fault).violations())
                .extracting(Violation::subject)
                .containsExactly(
                        "projects/manifests/blobs/" + digestOf(gone), "projects/manifests/blobs/" + digestOf(alsoGone));
        assertNotFound(digest(entries));
    }

    @Test
    void blobsMayComeWhileTheEntriesDo() throws Exception {
        ByteString late = RandomBytes.of(7);
        List<ManifestEntry> entries = List.of(entry("a", ONE), entry("late", late));
        BlockingClientCall<CommitManifestRequest, Manifest> call = client.stub().commitManifest();
        call.write(CommitManifestRequest.newBuilder()
                .setParent(client.parent())
                .setDigest(digest(entries))
                .addEntries(entries.getFirst())
                .build());
        call.write(
                CommitManifestRequest.newBuilder().addEntries(entries.getLast()).build());

        client.batch(List.of(item(late)));
        call.halfClose();

        assertThat(call.read().getFileCount()).isEqualTo(2);
        assertThat(listAll("projects/manifests/manifests/" + digest(entries), 0))
                .isEqualTo(entries);
    }

    @Test
    void noMoreThanAThousandMissingBlobsAreNamed() {
        List<ManifestEntry> entries = IntStream.range(0, 2_500)
                .mapToObj(number -> entry("missing/%05d".formatted(number), RandomBytes.of(4)))
                .toList();

        Fault fault = fault(() -> client.commit(digest(entries), entries));

        assertThat(((Refused) fault).violations()).hasSize(1_000);
    }

    @Test
    void blobsOfAnotherProjectAreMissing() throws Exception {
        Client stranger = ARTIFACTS.client("elsewhere");
        List<ManifestEntry> entries = List.of(entry("a", ONE));
        client.commit(digest(entries), entries);

        assertThat(fault(() -> stranger.commit(digest(entries), entries)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_ARTIFACT_MISSING);
        assertThat(fault(() -> stranger.stub()
                                .getManifest(GetManifestRequest.newBuilder()
                                        .setName("projects/elsewhere/manifests/" + digest(entries))
                                        .build()))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_MANIFEST_NOT_FOUND);
    }

    @Test
    void fiveThousandEntriesAreListedPageByPage() throws Exception {
        List<ManifestEntry> entries = many("pages", 5_000);

        Manifest manifest = client.commit(digest(entries), entries);

        assertThat(manifest.getFileCount()).isEqualTo(5_000);
        assertThat(listAll(manifest.getName(), 0)).isEqualTo(entries);
        assertThat(listAll(manifest.getName(), 777)).isEqualTo(entries);
        assertThat(listAll(manifest.getName(), 50_000)).isEqualTo(entries);
    }

    @Test
    void aPageTokenHoldsForItsManifestOnly() throws Exception {
        List<ManifestEntry> entries = many("token", 3);
        List<ManifestEntry> others = many("other", 3);
        String name = client.commit(digest(entries), entries).getName();
        String otherName = client.commit(digest(others), others).getName();
        String token = list(name, 1, "").getNextPageToken();

        assertThat(list(name, 2, token).getEntriesList()).isEqualTo(entries.subList(1, 3));
        for (String wrong : List.of("!", "YWJj", token + "=", token.substring(0, 43))) {
            assertThat(fault(() -> list(name, 1, wrong)).reason())
                    .isEqualTo(ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID);
        }
        assertThat(fault(() -> list(otherName, 1, token)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID);
    }

    @Test
    void aVersionIsNotResolvedHere() {
        Fault fault = fault(() -> get("projects/manifests/models/net/versions/3"));

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
        assertThat(fault(() -> list("projects/manifests/models/net/versions/latest", 0, ""))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
    }

    @Test
    void moreEntriesInOneMessageThanToldAreRefused() {
        List<ManifestEntry> entries = many("heavy", 2_001);

        assertThat(fault(() -> client.commit(digest(entries), entries, 2_001)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_LIMIT_EXCEEDED);
    }

    @Test
    void noLaterMessageMayNameAnotherProject() {
        List<ManifestEntry> entries = many("later", 2);

        Fault fault = fault(() -> {
            var call = client.stub().commitManifest();
            call.write(CommitManifestRequest.newBuilder()
                    .setParent("projects/manifests")
                    .setDigest(digest(entries))
                    .addEntries(entries.getFirst())
                    .build());
            call.write(CommitManifestRequest.newBuilder()
                    .setParent("projects/elsewhere")
                    .addEntries(entries.getLast())
                    .build());
            call.halfClose();
            call.read();
        });

        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
    }

    static List<ManifestEntry> many(String folder, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> entry("%s/%06d.bin".formatted(folder, number), number % 2 == 0 ? ONE : TWO))
                .toList();
    }

    /// The digest as the proto describes it, computed here in the plainest way.
    static String digest(List<ManifestEntry> entries) {
        StringBuilder lines = new StringBuilder();
        for (ManifestEntry entry : entries) {
            lines.append(Digest.of(entry.getDigest().toByteArray()).hex())
                    .append(' ')
                    .append(entry.getSize())
                    .append(' ')
                    .append(entry.getPath())
                    .append('\n');
        }
        return Digest.ofContent(lines.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private List<ManifestEntry> listAll(String name, int pageSize) throws Exception {
        List<ManifestEntry> entries = new ArrayList<>();
        String token = "";
        do {
            ListManifestEntriesResponse page = list(name, pageSize, token);
            assertThat(page.getEntriesCount()).isBetween(1, pageSize == 0 ? 1_000 : Math.min(pageSize, 10_000));
            entries.addAll(page.getEntriesList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return entries;
    }

    private ListManifestEntriesResponse list(String name, int pageSize, String token) throws Exception {
        return client.stub()
                .listManifestEntries(ListManifestEntriesRequest.newBuilder()
                        .setParent(name)
                        .setPageSize(pageSize)
                        .setPageToken(token)
                        .build());
    }

    private Manifest get(String name) throws Exception {
        return client.stub()
                .getManifest(GetManifestRequest.newBuilder().setName(name).build());
    }

    private void assertNotFound(String digest) {
        assertThat(fault(() -> get("projects/manifests/manifests/" + digest)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_MANIFEST_NOT_FOUND);
    }
}
