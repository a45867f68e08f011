package dev.pedigree.standalone;

import dev.pedigree.testkit.EmbeddedS3;
import dev.pedigree.testkit.FreePorts;
import dev.pedigree.testkit.S3Process;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// The S3 server of a mesh. One that the mesh started can be taken away and brought back at the same address.
final class ObjectStoreServer implements AutoCloseable {
    private static final String BUCKET = "pedigree";

    private static final String HEAP = "512m";

    private final S3Server server;
    private final Opening opening;
    private AutoCloseable running;

    private interface Opening {
        AutoCloseable open();
    }

    private ObjectStoreServer(S3Server server, Opening opening) {
        this.server = server;
        this.opening = opening;
        this.running = opening.open();
    }

    static ObjectStoreServer inThisProcess(Path data, MeshSecrets secrets) {
        int port = FreePorts.take();
        return new ObjectStoreServer(onLoopback(port, secrets), () -> {
            EmbeddedS3 server = EmbeddedS3.in(data.resolve("s3"), port, secrets.s3AccessKey(), secrets.s3SecretKey());
            server.createBucket(BUCKET);
            return server;
        });
    }

    static ObjectStoreServer asProcess(Path data, MeshSecrets secrets) {
        int port = FreePorts.take();
        Map<String, String> settings = Map.of(
                "PEDIGREE_S3_LISTEN", "127.0.0.1:" + port,
                "PEDIGREE_S3_FOLDER", data.resolve("s3").toString(),
                "PEDIGREE_S3_BUCKET", BUCKET,
                "PEDIGREE_S3_ACCESS_KEY", secrets.s3AccessKey(),
                "PEDIGREE_S3_SECRET_KEY", secrets.s3SecretKey());
        return new ObjectStoreServer(onLoopback(port, secrets), () -> {
            ChildProcess child =
                    ChildProcess.start(data.resolve("logs"), "s3", S3Process.class.getName(), HEAP, settings);
            return child::stop;
        });
    }

    /// Somebody else's: it runs already, has the bucket, and stays up.
    static ObjectStoreServer elsewhere(S3Server server) {
        return new ObjectStoreServer(server, () -> () -> {});
    }

    private static S3Server onLoopback(int port, MeshSecrets secrets) {
        return new S3Server(
                URI.create("http://127.0.0.1:" + port), BUCKET, secrets.s3AccessKey(), secrets.s3SecretKey());
    }

    S3Server server() {
        return server;
    }

    void restart() {
        running = opening.open();
    }

    @Override
    public void close() {
        try {
            running.close();
        } catch (Exception failure) {
            throw new IllegalStateException("the S3 server does not stop", failure);
        }
        running = () -> {};
    }
}
