package dev.pedigree.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.chassis.settings.S3Settings;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.chassis.store.S3ObjectStore;
import dev.pedigree.chassis.store.S3Signer;
import dev.pedigree.testkit.PostgresExtension;
import dev.pedigree.testkit.S3Extension;
import dev.pedigree.testkit.fault.FaultProxy;
import dev.pedigree.testkit.fault.S3Fault;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The service on an S3 that behaves as a test wants it to. Clients that go to the store by themselves pass it by.
final class FaultyStore implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FaultProxy proxy;
    private final Database database;
    private final S3ObjectStore objects;
    private final S3Signer signer;
    private final Artifacts artifacts;
    private final ServiceHost host;
    private final ManagedChannel channel;
    private final Client client;

    FaultyStore(PostgresExtension postgres, S3Extension s3, String project) {
        proxy = FaultProxy.before(s3.endpoint());
        database = ArtifactExtension.open(ArtifactExtension.settings(postgres.database(), false));
        objects = S3ObjectStore.open(behind(proxy, s3), new SimpleMeterRegistry());
        signer = S3Signer.open(S3Settings.of(s3.endpoint(), s3.bucket(), s3.accessKey(), s3.secretKey()))
                .orElseThrow();
        artifacts = new Artifacts(ArtifactSettings.usual(), database, objects, Optional.of(signer));
        host = ArtifactExtension.start(artifacts);
        channel = ArtifactExtension.channel(host, ArtifactExtension.GATEWAY);
        client = new Client(channel, project);
    }

    private static S3Settings behind(FaultProxy proxy, S3Extension s3) {
        return S3Settings.read(new Settings(Map.of(
                "PEDIGREE_S3_ENDPOINT", proxy.endpoint().toString(),
                "PEDIGREE_S3_BUCKET", s3.bucket(),
                "PEDIGREE_S3_ACCESS_KEY", s3.accessKey(),
                "PEDIGREE_S3_SECRET_KEY", s3.secretKey(),
                "PEDIGREE_S3_TIMEOUT", "2s")));
    }

    FaultProxy proxy() {
        return proxy;
    }

    Client client() {
        return client;
    }

    /// Waits until the service asks the healed store again, and is given `blob`, which is there.
    void awaitWell(ByteString blob) throws Exception {
        Instant end = Instant.now().plus(SOON);
        while (!gives(blob)) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(50);
        }
    }

    private boolean gives(ByteString blob) throws Exception {
        try {
            return client.download(Client.digestOf(blob)).equals(blob);
        } catch (StatusException | StatusRuntimeException _) {
            return false;
        }
    }

    /// What can become of a request that reads bytes whose digest is known.
    static Stream<S3Fault> reading() {
        return Stream.concat(S3Fault.reading(), Stream.of(new S3Fault.DamageAnswer()));
    }

    @Override
    public void close() {
        proxy.heal();
        channel.shutdownNow();
        host.close();
        artifacts.close();
        signer.close();
        objects.close();
        database.close();
        proxy.close();
    }
}
