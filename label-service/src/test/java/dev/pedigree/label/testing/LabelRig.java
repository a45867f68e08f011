package dev.pedigree.label.testing;

import dev.pedigree.artifact.ArtifactService;
import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.host.RunningService;
import dev.pedigree.chassis.identity.MeshHeaders;
import dev.pedigree.chassis.identity.ServiceToken;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.label.LabelService;
import dev.pedigree.label.intake.Folders;
import dev.pedigree.testkit.Database;
import dev.pedigree.testkit.FreePorts;
import dev.pedigree.testkit.PostgresExtension;
import dev.pedigree.testkit.S3Extension;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The service as it runs, over the real artifact-service with a Postgres and an S3 of its own; versions are whatever
/// the
/// test says.
public final class LabelRig implements BeforeAllCallback, AfterAllCallback {
    private static final ServiceToken GATEWAY = new ServiceToken("gateway", "gateway-secret");
    private static final ServiceToken LABEL = new ServiceToken("label", "label-secret");
    private static final ServiceToken LINEAGE = new ServiceToken("lineage", "lineage-secret");

    private final PostgresExtension postgres = PostgresExtension.empty();
    private final S3Extension s3 = new S3Extension();
    private final Map<String, String> settings;
    private final Versions versions = new Versions();
    private final Endpoint artifactEndpoint = new Endpoint.InProcess("artifact-" + UUID.randomUUID());
    private final Endpoint labelEndpoint = new Endpoint.InProcess("label-" + UUID.randomUUID());
    private final ManagedChannel artifacts = channel(artifactEndpoint, GATEWAY, "artifact");
    private final String metrics = "127.0.0.1:" + FreePorts.take();
    private Path folder;
    private RunningService artifactService;
    private RunningService labelService;
    private ManagedChannel labels;

    private LabelRig(Map<String, String> settings) {
        this.settings = settings;
    }

    public static LabelRig usual() {
        return with(Map.of());
    }

    /// @param settings beside, or in place of, those that tests have
    public static LabelRig with(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "PEDIGREE_LABEL_MEMORY_MIB", "256",
                "PEDIGREE_LABEL_READER_MEMORY_MIB", "128",
                "PEDIGREE_LABEL_READER_PATIENCE", "20s"));
        all.putAll(settings);
        return new LabelRig(all);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        postgres.beforeAll(context);
        s3.beforeAll(context);
        try {
            folder = Files.createTempDirectory("pedigree-labels-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Map<String, String> environment = common(artifactEndpoint);
        environment.put("PEDIGREE_REGISTRY_ENDPOINT", versions.endpoint().toString());
        environment.put("PEDIGREE_MESH_TOKEN", "artifact:artifact-secret");
        environment.put("PEDIGREE_S3_ENDPOINT", s3.endpoint().toString());
        environment.put("PEDIGREE_S3_BUCKET", s3.bucket());
        environment.put("PEDIGREE_S3_ACCESS_KEY", s3.accessKey());
        environment.put("PEDIGREE_S3_SECRET_KEY", s3.secretKey());
        environment.put("PEDIGREE_MESH_ADMIT", "pedigree.v1.ArtifactService=gateway,label");
        artifactService = ArtifactService.start(new Settings(environment));
        start();
    }

    private void start() {
        Map<String, String> environment = common(labelEndpoint);
        environment.putAll(settings);
        environment.put("PEDIGREE_METRICS_LISTEN", metrics);
        environment.put("PEDIGREE_LABEL_FOLDER", folder.toString());
        environment.put("PEDIGREE_REGISTRY_ENDPOINT", versions.endpoint().toString());
        environment.put("PEDIGREE_ARTIFACT_ENDPOINT", artifactEndpoint.toString());
        environment.put("PEDIGREE_MESH_TOKEN", "label:label-secret");
        environment.put(
                "PEDIGREE_MESH_ADMIT", "pedigree.v1.LabelService=gateway;pedigree.mesh.v1.LabelLedgers=gateway");
        labelService = LabelService.start(new Settings(environment));
        labels = channel(labelEndpoint, GATEWAY, "label");
    }

    private Map<String, String> common(Endpoint listen) {
        Database database = postgres.database();
        return new HashMap<>(Map.of(
                "PEDIGREE_LISTEN", listen.toString(),
                "PEDIGREE_METRICS_LISTEN", "127.0.0.1:0",
                "PEDIGREE_DRAIN_NOTICE", "0s",
                "PEDIGREE_DATABASE_URL", database.jdbcUrl(),
                "PEDIGREE_DATABASE_PASSWORD", database.servicePassword(),
                "PEDIGREE_DATABASE_OWNER_PASSWORD", database.ownerPassword(),
                "PEDIGREE_MESH_CALLERS",
                        "gateway=%s;label=%s;lineage=%s"
                                .formatted(GATEWAY.fingerprint(), LABEL.fingerprint(), LINEAGE.fingerprint())));
    }

    /// Ends label-service and starts it anew over the same folder, or an empty one.
    public void restart(boolean emptied) {
        stop();
        if (emptied) {
            Folders.delete(folder);
        }
        start();
    }

    private void stop() {
        labels.shutdownNow();
        labelService.close();
    }

    private static ManagedChannel channel(Endpoint endpoint, ServiceToken token, String audience) {
        return endpoint.channel()
                .usePlaintext()
                .intercept(new MeshHeaders(Optional.of(token), Optional.empty(), audience))
                .build();
    }

    /// What the gateway calls, for a fresh project.
    public LabelClient client() {
        return new LabelClient(artifacts, labels, versions);
    }

    /// A service of the mesh that is not admitted.
    public Channel stranger() {
        return channel(labelEndpoint, LINEAGE, "label");
    }

    /// Where label-service tells its metrics.
    public URI metrics() {
        return URI.create("http://" + metrics + "/metrics");
    }

    public Versions versions() {
        return versions;
    }

    /// As the service's own role sees it.
    public Database database() {
        return postgres.database();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
        artifacts.shutdownNow();
        artifactService.close();
        versions.close();
        Folders.delete(folder);
    }
}
