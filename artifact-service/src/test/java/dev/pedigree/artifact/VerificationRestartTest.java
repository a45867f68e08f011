package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.jooq.Tables.UPLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.chassis.settings.S3Settings;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.S3ObjectStore;
import dev.pedigree.chassis.store.S3Signer;
import dev.pedigree.testkit.PostgresExtension;
import dev.pedigree.testkit.S3Extension;
import dev.pedigree.testkit.fault.FaultProxy;
import dev.pedigree.testkit.fault.S3Fault;
import dev.pedigree.testkit.fault.S3Request;
import dev.pedigree.v1.UploadState;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Whatever becomes of the service while it reads back what a client has put into the store by itself.
@Timeout(120)
class VerificationRestartTest {
    private static final int PART = 8 << 20;
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final PostgresExtension POSTGRES = ArtifactExtension.migrated();

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private final ByteString blob = RandomBytes.of(4 * PART);
    private final Predicate<S3Request> midst = S3Request.of("GET", "/00003-")
            .and(S3Request.of("GET", digestOf(blob).hex()));

    @Test
    void whatAKilledProcessWasReadingBackTheNextOneDoes() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(S3.endpoint())) {
            proxy.inject(midst, new S3Fault.Hang());
            try (ArtifactProcess process = start(proxy)) {
                ManagedChannel channel = process.channel();
                putAndAwaitReading(new Client(channel, "reading"), proxy);
                process.kill();
                channel.shutdownNow();
            }
            proxy.heal();
            try (ArtifactProcess process = start(proxy)) {
                ManagedChannel channel = process.channel();
                Client client = new Client(channel, "reading");

                assertThat(client.query(blob).getState())
                        .isIn(UploadState.UPLOAD_STATE_VERIFYING, UploadState.UPLOAD_STATE_COMPLETE);

                new DirectClient(client, PART).await(blob, UploadState.UPLOAD_STATE_COMPLETE);
                assertThat(proxy.arrivals(midst)).hasSize(1);
                assertThat(client.missing(digest(blob))).isEmpty();
                assertThat(client.download(digestOf(blob))).isEqualTo(blob);
                channel.shutdownNow();
            }
        }
    }

    @Test
    void whoEndsInOrderLeavesItToTheNextAtOnce() throws Exception {
        S3Settings direct = S3Settings.of(S3.endpoint(), S3.bucket(), S3.accessKey(), S3.secretKey());
        try (FaultProxy proxy = FaultProxy.before(S3.endpoint());
                Database database = ArtifactExtension.open(ArtifactExtension.settings(POSTGRES.database(), false));
                ObjectStore objects = S3ObjectStore.open(behind(proxy), new SimpleMeterRegistry());
                S3Signer signer = S3Signer.open(direct).orElseThrow()) {
            proxy.inject(midst, new S3Fault.Hang());
            Artifacts artifacts = new Artifacts(ArtifactSettings.usual(), database, objects, Optional.of(signer));
            ServiceHost host = ArtifactExtension.start(artifacts);
            ManagedChannel channel = ArtifactExtension.channel(host, ArtifactExtension.GATEWAY);
            putAndAwaitReading(new Client(channel, "ending"), proxy);

            channel.shutdownNow();
            host.close();
            artifacts.close();

            int free = database.read(sql -> sql.fetchCount(
                    UPLOAD,
                    UPLOAD.SHA256.eq(digest(blob).toByteArray()).and(UPLOAD.READING_UNTIL.le(DSL.currentInstant()))));
            assertThat(free).isEqualTo(1);
        }
    }

    private void putAndAwaitReading(Client client, FaultProxy proxy) throws Exception {
        DirectClient direct = new DirectClient(client, PART);
        direct.putAll(blob);
        client.commitParts(blob, direct.parts(blob));
        awaitArrival(proxy);
        assertThat(client.query(blob).getState()).isEqualTo(UploadState.UPLOAD_STATE_VERIFYING);
    }

    private static S3Settings behind(FaultProxy proxy) {
        return S3Settings.of(proxy.endpoint(), S3.bucket(), S3.accessKey(), S3.secretKey());
    }

    /// Clients reach the store itself; the service reaches it through the proxy.
    private static ArtifactProcess start(FaultProxy proxy) throws Exception {
        return ArtifactProcess.start(
                POSTGRES.database(),
                behind(proxy),
                Map.of("PEDIGREE_S3_PUBLIC_ENDPOINT", S3.endpoint().toString()));
    }

    private void awaitArrival(FaultProxy proxy) throws InterruptedException {
        Instant end = Instant.now().plus(SOON);
        while (proxy.arrivals(midst).isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(10);
        }
    }
}
