package dev.pedigree.artifact;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.call.MetadataLimit;
import dev.pedigree.chassis.identity.MeshHeaders;
import dev.pedigree.chassis.settings.S3Settings;
import dev.pedigree.testkit.Database;
import io.grpc.ManagedChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The service as a process of its own, with a heap of its own, reached over TCP.
final class ArtifactProcess implements AutoCloseable {
    private static final String READY = "artifact ready on ";

    private final Process process;
    private final Endpoint endpoint;

    private ArtifactProcess(Process process, Endpoint endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static ArtifactProcess start(Database database, S3Settings s3, Map<String, String> more, String... jvmOptions)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ArtifactService.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment(database, s3));
        builder.environment().putAll(more);
        Process process = builder.start();
        return new ArtifactProcess(process, ready(process.inputReader()));
    }

    private static Map<String, String> environment(Database database, S3Settings s3) {
        return Map.ofEntries(
                Map.entry("PEDIGREE_LISTEN", "127.0.0.1:0"),
                Map.entry("PEDIGREE_METRICS_LISTEN", "127.0.0.1:0"),
                Map.entry("PEDIGREE_DRAIN_NOTICE", "0s"),
                Map.entry("PEDIGREE_DATABASE_URL", database.jdbcUrl()),
                Map.entry("PEDIGREE_DATABASE_PASSWORD", database.servicePassword()),
                Map.entry("PEDIGREE_DATABASE_OWNER_PASSWORD", database.ownerPassword()),
                Map.entry("PEDIGREE_S3_ENDPOINT", s3.endpoint().orElseThrow().toString()),
                Map.entry("PEDIGREE_S3_BUCKET", s3.bucket()),
                Map.entry("PEDIGREE_S3_ACCESS_KEY", s3.accessKey()),
                Map.entry("PEDIGREE_S3_SECRET_KEY", s3.secretKey()),
                Map.entry("PEDIGREE_MESH_CALLERS", "gateway=" + ArtifactExtension.GATEWAY.fingerprint()),
                Map.entry(
                        "PEDIGREE_MESH_ADMIT",
                        "pedigree.v1.ArtifactService=gateway;pedigree.mesh.v1.ArtifactHolds=gateway"));
    }

    private static Endpoint ready(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                Thread.ofVirtual().start(() -> passOn(output));
                return Endpoint.parse(line.substring(READY.length()));
            }
            System.out.println(line);
        }
        throw new IllegalStateException("the service did not start");
    }

    private static void passOn(BufferedReader output) {
        try {
            output.lines().forEach(System.out::println);
        } catch (UncheckedIOException _) {
            // it was killed
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    ManagedChannel channel() {
        return channel(endpoint);
    }

    /// As the gateway calls.
    static ManagedChannel channel(Endpoint endpoint) {
        return endpoint.channel()
                .maxInboundMetadataSize(MetadataLimit.LARGEST)
                .intercept(new MeshHeaders(Optional.of(ArtifactExtension.GATEWAY), Optional.empty(), "artifact"))
                .build();
    }

    long pid() {
        return process.pid();
    }

    /// The exit status after it was asked to end.
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the service does not end");
        }
        return process.exitValue();
    }

    /// As `kill -9` does.
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
