package dev.pedigree.artifact;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.chassis.identity.Admissions;
import dev.pedigree.chassis.identity.MeshHeaders;
import dev.pedigree.chassis.identity.ServiceToken;
import dev.pedigree.chassis.interceptor.Interceptors;
import dev.pedigree.chassis.settings.DatabaseSettings;
import dev.pedigree.chassis.settings.HostSettings;
import dev.pedigree.chassis.settings.S3Settings;
import dev.pedigree.chassis.store.S3ObjectStore;
import dev.pedigree.chassis.store.S3Signer;
import dev.pedigree.testkit.PostgresExtension;
import dev.pedigree.testkit.S3Extension;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The service as it runs, behind the real interceptors, on a Postgres and an S3 of its own; called in process.
public final class ArtifactExtension implements BeforeAllCallback, AfterAllCallback {
    static final ServiceToken GATEWAY = new ServiceToken("gateway", "gateway-secret");
    static final ServiceToken LABEL = new ServiceToken("label", "label-secret");
    static final ServiceToken LINEAGE = new ServiceToken("lineage", "lineage-secret");

    private static final Admissions ADMISSIONS = new Admissions(
            Map.of(
                    "gateway", GATEWAY.fingerprint(),
                    "label", LABEL.fingerprint(),
                    "lineage", LINEAGE.fingerprint()),
            Map.of(
                    "pedigree.v1.ArtifactService", Set.of("gateway", "label"),
                    "pedigree.mesh.v1.ArtifactHolds", Set.of("gateway")));

    private final PostgresExtension postgres = migrated();
    private final S3Extension s3 = new S3Extension();
    private final ArtifactSettings settings;
    private final Endpoint endpoint = anywhere();
    private Database database;
    private S3ObjectStore objects;
    private S3Signer signer;
    private Artifacts artifacts;
    private ServiceHost host;
    private ManagedChannel channel;

    ArtifactExtension(ArtifactSettings settings) {
        this.settings = settings;
    }

    static ArtifactExtension usual() {
        return new ArtifactExtension(ArtifactSettings.usual());
    }

    public static PostgresExtension migrated() {
        return PostgresExtension.preparedBy(
                "artifact", database -> open(settings(database, true)).close());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        postgres.beforeAll(context);
        s3.beforeAll(context);
        database = open(settings(postgres.database(), false));
        objects = S3ObjectStore.open(s3Settings(), new SimpleMeterRegistry());
        signer = S3Signer.open(s3Settings()).orElseThrow();
        artifacts = new Artifacts(settings, database, objects, Optional.of(signer));
        host = start(artifacts, endpoint);
        channel = channel(host, GATEWAY);
    }

    /// Another service takes over, which remembers nothing. To be called when a test changed rows past the service in a
    /// way that rows do not change.
    void restart() {
        host.close();
        artifacts.close();
        artifacts = new Artifacts(settings, database, objects, Optional.of(signer));
        host = start(artifacts, endpoint);
    }

    private static Endpoint anywhere() {
        return new Endpoint.InProcess("artifact-" + UUID.randomUUID());
    }

    static ServiceHost start(Artifacts artifacts) {
        return start(artifacts, anywhere());
    }

    private static ServiceHost start(Artifacts artifacts, Endpoint endpoint) {
        return ServiceHost.start(
                HostSettings.of(endpoint),
                artifacts.services(),
                Interceptors.mesh(100, ADMISSIONS, Optional.empty()),
                new SimpleMeterRegistry());
    }

    static ManagedChannel channel(ServiceHost host, ServiceToken token) {
        return host.endpoint()
                .channel()
                .usePlaintext()
                .intercept(new MeshHeaders(Optional.of(token), Optional.empty(), "artifact"))
                .build();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        channel.shutdownNow();
        host.close();
        artifacts.close();
        signer.close();
        objects.close();
        database.close();
    }

    /// What the gateway calls, for a project.
    Client client(String project) {
        return new Client(channel, project);
    }

    /// As another service of the mesh would call.
    ManagedChannel channelOf(ServiceToken token) {
        return channel(host, token);
    }

    Artifacts artifacts() {
        return artifacts;
    }

    S3ObjectStore objects() {
        return objects;
    }

    S3Signer signer() {
        return signer;
    }

    S3Settings s3Settings() {
        return S3Settings.of(s3.endpoint(), s3.bucket(), s3.accessKey(), s3.secretKey());
    }

    /// The database as the service sees it.
    Database database() {
        return database;
    }

    dev.pedigree.testkit.Database postgres() {
        return postgres.database();
    }

    public static Database open(DatabaseSettings settings) {
        return Database.open(settings, Artifacts.SCHEMA, new SimpleMeterRegistry());
    }

    public static DatabaseSettings settings(dev.pedigree.testkit.Database database, boolean migrate) {
        return DatabaseSettings.of(
                database.jdbcUrl(),
                dev.pedigree.testkit.Database.SERVICE,
                database.servicePassword(),
                Optional.of(new DatabaseSettings.Owner(dev.pedigree.testkit.Database.OWNER, database.ownerPassword()))
                        .filter(_ -> migrate));
    }
}
