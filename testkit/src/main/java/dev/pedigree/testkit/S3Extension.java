package dev.pedigree.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Gives every test class a bucket of its own on one S3 server per JVM.
public final class S3Extension implements BeforeAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(S3Extension.class);
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private EmbeddedS3 server;
    private String bucket;

    /// The bucket of the running test class.
    public String bucket() {
        return bucket;
    }

    public URI endpoint() {
        return server.endpoint();
    }

    public String region() {
        return server.region();
    }

    public String accessKey() {
        return server.accessKey();
    }

    public String secretKey() {
        return server.secretKey();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("server", _ -> Temporary.start(), Temporary.class)
                .server();
        bucket = "test-" + BUCKETS.incrementAndGet();
        server.createBucket(bucket);
    }

    private record Temporary(Path folder, EmbeddedS3 server) implements AutoCloseable {
        static Temporary start() {
            try {
                Path folder = Files.createTempDirectory("pedigree-s3-");
                return new Temporary(folder, EmbeddedS3.in(folder, 0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            server.close();
            PrivateFiles.deleteTree(folder);
        }
    }
}
