package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.testkit.PostgresExtension;
import dev.pedigree.testkit.S3Extension;
import dev.pedigree.testkit.fault.FaultProxy;
import dev.pedigree.testkit.fault.S3Fault;
import dev.pedigree.testkit.fault.S3Request;
import dev.pedigree.v1.BlobDownload;
import dev.pedigree.v1.ManifestEntry;
import dev.pedigree.v1.UploadState;
import io.grpc.StatusException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Packs, lists of files and what clients have put by themselves, read from an S3 that behaves badly: nothing is taken
/// for damaged that only came damaged, and S3 is asked once for each time that the service is.
@Timeout(180)
class ReadFaultsTest {
    private static final int PART = 8 << 20;
    private static final Predicate<S3Request> PACKS = S3Request.of("GET", "/packs/");

    @RegisterExtension
    static final PostgresExtension POSTGRES = ArtifactExtension.migrated();

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private final FaultyStore store = new FaultyStore(POSTGRES, S3, "reads");
    private final FaultProxy proxy = store.proxy();
    private final Client client = store.client();

    @AfterEach
    void stop() {
        store.close();
    }

    @ParameterizedTest
    @MethodSource("dev.pedigree.artifact.FaultyStore#reading")
    void aPack(S3Fault s3) throws Exception {
        ByteString blob = RandomBytes.of(20_000);
        client.batch(List.of(item(blob)));
        proxy.heal();

        proxy.inject(PACKS, s3, 1);
        assertThat(fault(() -> client.download(digestOf(blob)))).isInstanceOf(Unavailable.class);
        assertThat(proxy.arrivals(PACKS)).hasSizeBetween(1, looks(s3));
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);

        proxy.heal();
        proxy.inject(PACKS, s3, 1);
        assertThat(comesLater(blob)).isTrue();
        assertThat(proxy.arrivals(PACKS)).hasSizeBetween(1, looks(s3));
        assertThat(client.downloads(digest(blob)))
                .extracting(BlobDownload::getData)
                .containsExactly(blob);
        assertThat(client.missing(digest(blob))).isEmpty();
    }

    /// What came damaged is read once more, to see whether it lies damaged.
    private static int looks(S3Fault s3) {
        return s3 instanceof S3Fault.DamageAnswer || s3 instanceof S3Fault.CutAnswer ? 2 : 1;
    }

    /// Whether the batch says, of all of it or of the blob, to come back.
    private boolean comesLater(ByteString blob) throws Exception {
        try {
            return client.downloads(digest(blob)).getFirst().getStatus().getCode() == Code.UNAVAILABLE_VALUE;
        } catch (StatusException failure) {
            return fault(() -> {
                        throw failure;
                    })
                    instanceof Unavailable;
        }
    }

    @ParameterizedTest
    @MethodSource("dev.pedigree.artifact.FaultyStore#reading")
    void whetherAnObjectIsThere(S3Fault s3) throws Exception {
        if (s3 instanceof S3Fault.CutAnswer || s3 instanceof S3Fault.DamageAnswer) {
            return; // these answers have no body
        }
        ByteString blob = RandomBytes.of(20_000);
        client.batch(List.of(item(blob)));
        List<ManifestEntry> entries = List.of(entry("a", blob));
        String manifest = client.commit(ManifestTest.digest(entries), entries).getDigest();
        proxy.heal();

        proxy.inject(S3Request.of("HEAD", ""), s3, 1);
        assertThat(fault(() -> client.hold(manifest, true))).isInstanceOf(Unavailable.class);

        assertThat(proxy.arrivals(S3Request.of("HEAD", ""))).hasSize(1);
        assertThat(client.hold(manifest, true).getFileCount()).isEqualTo(1);
    }

    @Test
    void aPackThatTricklesIsGivenUpAndNoDamage() throws Exception {
        ByteString blob = RandomBytes.of(20_000);
        client.batch(List.of(item(blob)));

        proxy.inject(PACKS, new S3Fault.Trickle(), 2);
        assertThat(fault(() -> client.download(digestOf(blob)))).isInstanceOf(Unavailable.class);
        assertThat(comesLater(blob)).isTrue();

        assertThat(proxy.arrivals(PACKS)).hasSize(2);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    /// Not one answer but all of them, as long as the bucket is away.
    @Test
    void aBucketThatIsAwayIsNoDamage() throws Exception {
        ByteString packed = RandomBytes.of(20_000);
        ByteString alone = RandomBytes.of(1 << 20);
        ByteString large = RandomBytes.of(PART + 1);
        List<ByteString> blobs = List.of(packed, alone, large);
        for (ByteString blob : blobs) {
            client.upload(blob);
        }
        List<ManifestEntry> entries = List.of(entry("a", packed), entry("b", large));
        String manifest = client.commit(ManifestTest.digest(entries), entries).getDigest();

        proxy.inject(S3Request.ANY, S3Fault.NO_BUCKET);
        for (ByteString blob : blobs) {
            assertThat(fault(() -> client.download(digestOf(blob)))).isInstanceOf(Unavailable.class);
            assertThat(comesLater(packed)).isTrue();
        }
        assertThat(fault(() -> client.hold(manifest, true))).isInstanceOf(Unavailable.class);
        proxy.heal();

        store.awaitWell(packed);
        for (ByteString blob : blobs) {
            assertThat(client.missing(digest(blob))).isEmpty();
            assertThat(client.download(digestOf(blob))).isEqualTo(blob);
        }
        assertThat(client.hold(manifest, true).getFileCount()).isEqualTo(2);
    }

    @Test
    void whatClientsHavePutIsReadBackUntilItCanBe() throws Exception {
        DirectClient direct = new DirectClient(client, PART);
        Map<String, ByteString> blobs = new TreeMap<>();
        for (S3Fault s3 : FaultyStore.reading().toList()) {
            ByteString blob = RandomBytes.of(2 * PART + 1);
            proxy.inject(second(blob), s3, 1);
            direct.putAll(blob);
            client.commitParts(blob, direct.parts(blob));
            blobs.put(s3.toString(), blob);
        }
        for (Map.Entry<String, ByteString> blob : blobs.entrySet()) {
            direct.await(blob.getValue(), UploadState.UPLOAD_STATE_COMPLETE);
            assertThat(proxy.arrivals(second(blob.getValue())))
                    .as(blob.getKey())
                    .hasSize(2);
            assertThat(client.download(digestOf(blob.getValue()))).isEqualTo(blob.getValue());
        }
    }

    private static Predicate<S3Request> second(ByteString blob) {
        return S3Request.of("GET", "/00002-")
                .and(S3Request.of("GET", digestOf(blob).hex()));
    }
}
