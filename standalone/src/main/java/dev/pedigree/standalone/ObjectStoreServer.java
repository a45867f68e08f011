package dev.pedigree.standalone;

import dev.pedigree.testkit.EmbeddedS3;
import dev.pedigree.testkit.FreePorts;
import dev.pedigree.testkit.S3Process;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// The S3 server of a mesh, which can be taken away and brought back at the same address.
final class ObjectStoreServer implements AutoCloseable {
    static final String BUCKET = "pedigree";

    private static final String HEAP = "512m";

    private final URI endpoint;
    private final Opening opening;
    private AutoCloseable running;

    private interface Opening {
        AutoCloseable open();
    }

    private ObjectStoreServer(URI endpoint, Opening opening) {
        this.endpoint = endpoint;
        this.opening = opening;
        this.running = opening.open();
    }

    static ObjectStoreServer inThisProcess(Path data, MeshSecrets secrets) {
        int port = FreePorts.take();
        return new ObjectStoreServer(endpoint(port), () -> {
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
        return new ObjectStoreServer(endpoint(port), () -> {
            ChildProcess child =
                    ChildProcess.start(data.resolve("logs"), "s3", S3Process.class.getName(), HEAP, settings);
            return child::stop;
        });
    }

    private static URI endpoint(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI endpoint() {
        return endpoint;
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
