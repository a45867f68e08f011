package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.testkit.PostgresExtension;
import dev.pedigree.testkit.S3Extension;
import dev.pedigree.testkit.fault.FaultProxy;
import dev.pedigree.testkit.fault.S3Fault;
import dev.pedigree.testkit.fault.S3Request;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ManifestEntry;
import dev.pedigree.v1.UploadState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The service on an S3 that behaves badly: calls fail in bounded time and are told to come back, S3 is asked once, and
/// what was not acknowledged is not visible, while what was stays.
@Timeout(180)
class StoreFaultsTest {
    private static final int MIB = 1 << 20;
    private static final int PART = 8 * MIB;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Predicate<S3Request> WRITES = S3Request.of("PUT", "/projects/");

    @RegisterExtension
    static final PostgresExtension POSTGRES = ArtifactExtension.migrated();

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private final FaultyStore store = new FaultyStore(POSTGRES, S3, "faults");
    private final FaultProxy proxy = store.proxy();
    private final Client client = store.client();

    @AfterEach
    void stop() {
        store.close();
    }

    @ParameterizedTest
    @MethodSource("dev.pedigree.testkit.fault.S3Fault#writing")
    void aBatch(S3Fault s3) throws Exception {
        ByteString blob = RandomBytes.of(1_000);

        assertRefusedOnce(s3, WRITES, () -> client.batch(List.of(item(blob))));

        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));
        client.batch(List.of(item(blob)));
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @ParameterizedTest
    @MethodSource("dev.pedigree.testkit.fault.S3Fault#writing")
    void aStreamOfOneObject(S3Fault s3) throws Exception {
        ByteString blob = RandomBytes.of(MIB);

        assertRefusedOnce(s3, WRITES, () -> client.upload(blob));

        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));
        client.upload(blob);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @ParameterizedTest
    @MethodSource("dev.pedigree.testkit.fault.S3Fault#writing")
    void aStreamOfManyGoesOnAfterThePartThatFailed(S3Fault s3) throws Exception {
        ByteString blob = RandomBytes.of(3 * PART);

        assertRefusedOnce(s3, S3Request.of("PUT", "/00003-"), () -> client.upload(blob));

        assertThat(client.missing(digest(blob))).isEqualTo(digest(blob));
        assertThat(client.query(blob).getState()).isEqualTo(UploadState.UPLOAD_STATE_OPEN);
        assertThat(client.query(blob).getCommittedOffset()).isEqualTo(2 * PART);
        client.goOn(blob, 2 * PART);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    @ParameterizedTest
    @MethodSource("dev.pedigree.testkit.fault.S3Fault#writing")
    void aCommit(S3Fault s3) throws Exception {
        ByteString blob = RandomBytes.of(1_000);
        client.batch(List.of(item(blob)));
        List<ManifestEntry> entries = List.of(entry("a", blob));
        String manifest = ManifestTest.digest(entries);
        proxy.heal();

        proxy.inject(WRITES, s3, 1);
        assertUnavailable(() -> client.commit(manifest, entries));

        assertThat(fault(() -> client.hold(manifest, false)).reason())
                .isEqualTo(ErrorReason.ERROR_REASON_MANIFEST_NOT_FOUND);
        client.commit(manifest, entries);
        assertThat(client.hold(manifest, true).getFileCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dev.pedigree.artifact.FaultyStore#reading")
    void aDownload(S3Fault s3) throws Exception {
        ByteString one = RandomBytes.of(MIB);
        ByteString many = RandomBytes.of(3 * PART);
        client.upload(one);
        client.upload(many);
        for (ByteString blob : List.of(one, many)) {
            proxy.inject(S3Request.of("GET", digestOf(blob).hex()), s3, 1);

            assertUnavailable(() -> client.download(digestOf(blob)));

            assertThat(client.download(digestOf(blob))).isEqualTo(blob);
            assertThat(client.missing(digest(blob))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("asking")
    void aCommitOfPartsThatTheClientPut(S3Fault s3) throws Exception {
        ByteString blob = RandomBytes.of(2 * PART + 1);
        DirectClient direct = new DirectClient(client, PART);
        direct.putAll(blob);
        proxy.heal();
        proxy.inject(S3Request.of("HEAD", "/00002-"), s3, 1);

        assertUnavailable(() -> client.commitParts(blob, direct.parts(blob)));

        assertThat(proxy.arrivals(S3Request.of("HEAD", "/00002-"))).hasSize(1);
        assertThat(client.query(blob).getState()).isEqualTo(UploadState.UPLOAD_STATE_OPEN);
        client.commitParts(blob, direct.parts(blob));
        direct.await(blob, UploadState.UPLOAD_STATE_COMPLETE);
        assertThat(client.download(digestOf(blob))).isEqualTo(blob);
    }

    /// What can become of a request whose answer has no body.
    static Stream<S3Fault> asking() {
        return S3Fault.reading().filter(s3 -> !(s3 instanceof S3Fault.CutAnswer));
    }

    @Test
    void whenAllFailsItIsLeftAloneUntilItIsWell() throws Exception {
        ByteString before = RandomBytes.of(1_000);
        client.upload(before);
        proxy.inject(S3Request.ANY, S3Fault.SLOW_DOWN);
        for (int call = 0; call < 30; call++) {
            assertUnavailable(() -> client.download(digestOf(before)));
        }
        assertThat(proxy.arrivals(S3Request.ANY).size()).isBetween(4, 12); // not 30, and no call twice

        proxy.heal();

        store.awaitWell(before);
        ByteString after = RandomBytes.of(3 * PART);
        client.upload(after);
        assertThat(client.download(digestOf(after))).isEqualTo(after);
    }

    private void assertRefusedOnce(S3Fault s3, Predicate<S3Request> which, ThrowingCallable call) {
        proxy.heal();
        proxy.inject(which, s3, 1);

        assertUnavailable(call);

        assertThat(proxy.arrivals(which)).hasSize(1);
    }

    private static void assertUnavailable(ThrowingCallable call) {
        Instant begin = Instant.now();

        Fault fault = fault(call);

        assertThat(Duration.between(begin, Instant.now())).isLessThan(SOON);
        assertThat(fault).isInstanceOf(Unavailable.class);
        assertThat(fault.metadata()).containsEntry("dependency", "s3");
        assertThat(((Unavailable) fault).retryAfter()).isPositive();
    }
}
