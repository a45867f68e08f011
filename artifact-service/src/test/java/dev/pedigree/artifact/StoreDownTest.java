package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.health.StoreVigil;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.chassis.settings.S3Settings;
import dev.pedigree.chassis.store.S3ObjectStore;
import dev.pedigree.testkit.EmbeddedS3;
import dev.pedigree.testkit.PostgresExtension;
import dev.pedigree.v1.ManifestEntry;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StoreDownTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int LARGE = 20 << 20;

    @RegisterExtension
    static final PostgresExtension POSTGRES = ArtifactExtension.migrated();

    @Test
    void withoutS3CallsFailSoonAndAreToldToComeBackUntilItIsThereAgain(@TempDir Path folder) throws Exception {
        ByteString blob = RandomBytes.of(100);
        List<ManifestEntry> entries = List.of(entry("a", blob));
        String manifest = ManifestTest.digest(entries);
        EmbeddedS3 s3 = EmbeddedS3.in(folder, 0);
        s3.createBucket("down");
        S3Settings settings = S3Settings.of(s3.endpoint(), "down", s3.accessKey(), s3.secretKey());
        try (Database database = ArtifactExtension.open(ArtifactExtension.settings(POSTGRES.database(), false));
                S3ObjectStore objects = S3ObjectStore.open(settings, new SimpleMeterRegistry());
                Running service =
                        Running.start(new Artifacts(ArtifactSettings.usual(), database, objects, Optional.empty()))) {
            Client client = service.client();
            client.batch(List.of(item(blob)));
            client.commit(manifest, entries);
            assertThat(service.health()).isEqualTo(ServingStatus.SERVING);

            s3.close();

            assertUnavailable(() -> client.batch(List.of(item(RandomBytes.of(10)))));
            assertUnavailable(() -> client.upload(RandomBytes.of(LARGE)));
            assertUnavailable(() -> client.download(digestOf(blob)));
            assertUnavailable(() -> client.hold(manifest, true));
            service.await(ServingStatus.NOT_SERVING);
            assertThat(client.hold(manifest, false).getFileCount()).isEqualTo(1); // needs no S3
            assertThat(client.missing(digest(blob))).isEmpty();

            try (EmbeddedS3 _ =
                    EmbeddedS3.in(folder, settings.endpoint().orElseThrow().getPort())) {
                service.await(ServingStatus.SERVING);
                assertThat(client.download(digestOf(blob))).isEqualTo(blob);
                assertThat(client.upload(RandomBytes.of(LARGE)).getExisted()).isFalse();
            }
        }
    }

    private static void assertUnavailable(ThrowingCallable call) {
        Instant begin = Instant.now();

        Fault fault = fault(call);

        assertThat(Duration.between(begin, Instant.now())).isLessThan(SOON);
        assertThat(fault).isInstanceOf(Unavailable.class);
        assertThat(fault.metadata()).containsEntry("dependency", "s3");
        assertThat(((Unavailable) fault).retryAfter()).isPositive();
    }

    /// The service and its health.
    private record Running(ServiceHost host, StoreVigil vigil, ManagedChannel channel) implements AutoCloseable {
        static Running start(Artifacts artifacts) {
            ServiceHost host = ArtifactExtension.start(artifacts);
            return new Running(
                    host, artifacts.reportTo(host::report), ArtifactExtension.channel(host, ArtifactExtension.GATEWAY));
        }

        Client client() {
            return new Client(channel, "down");
        }

        ServingStatus health() throws StatusException {
            return HealthGrpc.newBlockingV2Stub(channel)
                    .check(HealthCheckRequest.newBuilder()
                            .setService("pedigree.v1.ArtifactService")
                            .build())
                    .getStatus();
        }

        void await(ServingStatus status) throws Exception {
            Instant end = Instant.now().plus(SOON);
            while (health() != status) {
                assertThat(Instant.now()).isBefore(end);
                Thread.sleep(50);
            }
        }

        @Override
        public void close() {
            channel.shutdownNow();
            vigil.close();
            host.close();
        }
    }
}
