package dev.pedigree.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// A real S3 server on loopback whose objects lie in one folder and survive restarts.
///
/// An object outlives the death of this process; it is not forced to the disk at once, so the last ones written may not
/// outlive a power cut. For that, use an object store made for it.
public final class EmbeddedS3 implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ACCESS_KEY = "accessKey";
    private static final String SECRET_KEY = "secretKey";

    private final FolderLock lock;
    private final BlobStore store;
    private final S3Proxy server;
    private final String accessKey;
    private final String secretKey;

    private EmbeddedS3(FolderLock lock, BlobStore store, S3Proxy server, String accessKey, String secretKey) {
        this.lock = lock;
        this.store = store;
        this.server = server;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /// Starts with random keys, kept in the folder.
    ///
    /// @param port 0 takes a free one
    public static EmbeddedS3 in(Path folder, int port) {
        try {
            Files.createDirectories(folder);
            Secrets secrets = Secrets.in(folder.resolve("keys.properties"), ACCESS_KEY, SECRET_KEY);
            return in(folder, port, secrets.get(ACCESS_KEY), secrets.get(SECRET_KEY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts with the given keys, on loopback.
    ///
    /// @param port 0 takes a free one
    public static EmbeddedS3 in(Path folder, int port, String accessKey, String secretKey) {
        return in(folder, LOOPBACK, port, accessKey, secretKey);
    }

    static EmbeddedS3 in(Path folder, String host, int port, String accessKey, String secretKey) {
        try {
            FolderLock lock = FolderLock.take(folder);
            try {
                Path objects = Files.createDirectories(folder.resolve("objects"));
                BlobStore store =
                        new FilesystemNio2BlobStore(objects.toAbsolutePath().toString());
                return new EmbeddedS3(
                        lock, store, serve(store, host, port, accessKey, secretKey), accessKey, secretKey);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Does nothing if the bucket is there.
    public void createBucket(String name) {
        if (!store.containerExists(name)) {
            store.createContainer(name);
        }
    }

    /// Speaks path style.
    public URI endpoint() {
        return URI.create("http://" + LOOPBACK + ":" + server.getPort());
    }

    /// The region that requests are signed for.
    public String region() {
        return "us-east-1";
    }

    public String accessKey() {
        return accessKey;
    }

    public String secretKey() {
        return secretKey;
    }

    @Override
    public void close() {
        try (lock) {
            stop(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static S3Proxy serve(BlobStore store, String host, int port, String accessKey, String secretKey)
            throws IOException {
        S3Proxy server = S3Proxy.builder()
                .blobStore(store)
                .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                .endpoint(URI.create("http://" + host + ":" + port))
                .ignoreUnknownHeaders(true)
                .build();
        start(server);
        return server;
    }

    private static void start(S3Proxy server) throws IOException {
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the S3 server does not start", e);
        }
    }

    private static void stop(S3Proxy server) throws IOException {
        try {
            server.stop();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the S3 server does not stop", e);
        }
    }
}
