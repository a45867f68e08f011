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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The service as it runs, over the real artifact-service with a Postgres and an S3 of its own; versions are
/// whatever the test says.
public final class LabelRig implements BeforeAllCallback, AfterAllCallback {
    private static final ServiceToken GATEWAY = new ServiceToken("gateway", "gateway-secret");
    private static final ServiceToken LABEL = new ServiceToken("label", "label-secret");
    private static final ServiceToken LINEAGE = new ServiceToken("lineage", "lineage-secret");

    private final PostgresExtension postgres = PostgresExtension.empty();
    private final S3Extension s3 = new S3Extension();
    private final Map<String, String> settings;
    private final Versions versions;
    private final Endpoint artifactEndpoint;
    private final Endpoint labelEndpoint;
    private final ManagedChannel artifacts;
    private final String metrics = "127.0.0.1:" + FreePorts.take();
    private Path folder;
    private RunningService artifactService;
    private Optional<RunningService> labelService = Optional.empty();
    private Optional<LabelProcess> labelProcess = Optional.empty();
    private ManagedChannel labels;

    private LabelRig(Map<String, String> settings, Supplier<Endpoint> endpoints) {
        this.settings = settings;
        this.versions = new Versions(endpoints.get());
        this.artifactEndpoint = endpoints.get();
        this.labelEndpoint = endpoints.get();
        this.artifacts = channel(artifactEndpoint, GATEWAY, "artifact");
    }

    public static LabelRig usual() {
        return with(Map.of());
    }

    /// With label-service as a process of its own, which can be killed.
    public static LabelRig killable() {
        return of(Map.of(), () -> new Endpoint.Tcp("127.0.0.1", FreePorts.take()));
    }

    /// @param settings beside, or in place of, those that tests have
    public static LabelRig with(Map<String, String> settings) {
        return of(settings, () -> new Endpoint.InProcess("label-rig-" + UUID.randomUUID()));
    }

    private static LabelRig of(Map<String, String> settings, Supplier<Endpoint> endpoints) {
        Map<String, String> all = new HashMap<>(Map.of(
                "PEDIGREE_LABEL_MEMORY_MIB", "256",
                "PEDIGREE_LABEL_READER_MEMORY_MIB", "128",
                "PEDIGREE_LABEL_READER_PATIENCE", "20s"));
        all.putAll(settings);
        return new LabelRig(all, endpoints);
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
        startArtifacts();
        start();
    }

    private void startArtifacts() {
        Map<String, String> environment = common(artifactEndpoint);
        environment.put("PEDIGREE_REGISTRY_ENDPOINT", versions.endpoint().toString());
        environment.put("PEDIGREE_MESH_TOKEN", "artifact:artifact-secret");
        environment.put("PEDIGREE_S3_ENDPOINT", s3.endpoint().toString());
        environment.put("PEDIGREE_S3_BUCKET", s3.bucket());
        environment.put("PEDIGREE_S3_ACCESS_KEY", s3.accessKey());
        environment.put("PEDIGREE_S3_SECRET_KEY", s3.secretKey());
        environment.put("PEDIGREE_MESH_ADMIT", "pedigree.v1.ArtifactService=gateway,label");
        artifactService = ArtifactService.start(new Settings(environment));
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
        if (labelEndpoint instanceof Endpoint.Tcp) {
            labelProcess = Optional.of(LabelProcess.start(environment));
        } else {
            labelService = Optional.of(LabelService.start(new Settings(environment)));
        }
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
        labelService.ifPresent(RunningService::close);
        labelProcess.ifPresent(LabelProcess::kill);
    }

    /// The process of label-service, where it has one.
    public ProcessHandle process() {
        return labelProcess.orElseThrow().handle();
    }

    /// As `kill -9` does.
    public void kill() {
        labelProcess.orElseThrow().kill();
    }

    private static ManagedChannel channel(Endpoint endpoint, ServiceToken token, String audience) {
        return endpoint.channel()
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

    /// The digests of all files that any ledger was ever read from.
    public List<String> labelFiles() throws SQLException {
        try (Connection connection = postgres.database().asOwner().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select distinct 'sha256:' || encode(sha256, 'hex') from label.segment_file")) {
            List<String> digests = new ArrayList<>();
            while (rows.next()) {
                digests.add(rows.getString(1));
            }
            return digests;
        }
    }

    /// Ends all leases: those of ledgers a day ago, those of blobs in a minute.
    public void lapse() throws SQLException {
        try (Connection connection = postgres.database().asOwner().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update label.ledger set leased_until = now() - interval '1 day'");
            statement.execute("update artifact.blob set leased_until = now() + interval '1 minute'");
        }
        artifactService.close();
        startArtifacts();
    }

    /// Whether the blob stays for an hour at least.
    public boolean isHeld(String digest) throws SQLException {
        try (Connection connection = postgres.database().asOwner().getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        select bool_and(leased_until > now() + interval '1 hour') from artifact.blob
                        where 'sha256:' || encode(sha256, 'hex') = ?""")) {
            query.setString(1, digest);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    /// Takes blobs away, as the sweep of artifact-service does when nobody holds them. What it remembers goes too.
    public void lose(List<String> digests) throws SQLException {
        try (Connection connection = postgres.database().asOwner().getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from artifact.blob where 'sha256:' || encode(sha256, 'hex') = any(?)")) {
            delete.setArray(1, connection.createArrayOf("text", digests.toArray()));
            delete.executeUpdate();
        }
        artifactService.close();
        startArtifacts();
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
