package dev.pedigree.label.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.settings.UpstreamSettings;
import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.label.upstream.ArtifactClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.DownloadBlobRequest;
import dev.pedigree.v1.DownloadBlobResponse;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that several want at once, while artifact-service is slow, or fails.
final class FileCacheTest {
    private static final byte[] CONTENT = "labels".getBytes(UTF_8);
    private static final BlobName FILE = new BlobName(new ProjectName("p"), Digest.ofContent(CONTENT));
    private static final int PATIENCE_MILLIS = 20_000;

    @TempDir
    Path folder;

    /// Downloads that were begun, which the test ends as it likes.
    private final BlockingQueue<StreamObserver<DownloadBlobResponse>> begun = new LinkedBlockingQueue<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Server artifacts;
    private Upstream upstream;
    private FileCache cache;

    @BeforeEach
    void start() throws IOException {
        Endpoint endpoint = new Endpoint.InProcess(UUID.randomUUID().toString());
        artifacts = endpoint.server()
                .addService(new ArtifactServiceGrpc.ArtifactServiceImplBase() {
                    @Override
                    public void downloadBlob(
                            DownloadBlobRequest request, StreamObserver<DownloadBlobResponse> replies) {
                        begun.add(replies);
                    }
                })
                .build()
                .start();
        upstream = Upstream.open("artifact", UpstreamSettings.of(endpoint), List.of(), new SimpleMeterRegistry());
        cache = new FileCache(new ArtifactClient(upstream), new Losses(), folder, 10L * CONTENT.length);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        upstream.close();
        artifacts.shutdownNow();
    }

    @Test
    void afterAFetchThatFailedOnlyOneOfThoseWhoWantTheFileFetchesIt() throws Exception {
        Wanting first = new Wanting();
        StreamObserver<DownloadBlobResponse> failing = next();
        Wanting second = new Wanting();
        second.awaitWaiting();
        failing.onError(Status.UNAVAILABLE.asRuntimeException());
        assertThatThrownBy(first.path::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(Fault.class);
        StreamObserver<DownloadBlobResponse> working = next();
        Wanting newcomer = new Wanting();
        newcomer.awaitWaiting();
        assertThat(begun).isEmpty();
        succeed(working);
        assertThat(second.path.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).hasBinaryContent(CONTENT);
        assertThat(newcomer.path.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).hasBinaryContent(CONTENT);
        assertThat(cache.bytes()).isEqualTo(CONTENT.length);
    }

    @Test
    void aFileThatIsAdoptedWhileItComesIsCountedOnceAndStaysWhileItIsUsed() throws Exception {
        Wanting wanting = new Wanting();
        StreamObserver<DownloadBlobResponse> slow = next();
        Path written = java.nio.file.Files.write(folder.resolve("written"), CONTENT);
        cache.adopt(FILE, written);
        FileCache.Use use = cache.use();
        Path used = use.get(FILE, CONTENT.length);
        succeed(slow);
        wanting.path.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(cache.bytes()).isEqualTo(CONTENT.length);
        wanting.use.close();
        byte[] large = new byte[10 * CONTENT.length];
        cache.adopt(
                new BlobName(FILE.project(), Digest.ofContent(large)),
                java.nio.file.Files.write(folder.resolve("large"), large));
        assertThat(used).exists();
        use.close();
        assertThat(cache.bytes()).isEqualTo(CONTENT.length);
    }

    private StreamObserver<DownloadBlobResponse> next() throws InterruptedException {
        StreamObserver<DownloadBlobResponse> download = begun.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(download).as("a download").isNotNull();
        return download;
    }

    private static void succeed(StreamObserver<DownloadBlobResponse> download) {
        download.onNext(DownloadBlobResponse.newBuilder()
                .setData(ByteString.copyFrom(CONTENT))
                .build());
        download.onCompleted();
    }

    /// Somebody who wants the file.
    private final class Wanting {
        private final FileCache.Use use = cache.use();
        private final CompletableFuture<Thread> thread = new CompletableFuture<>();
        private final CompletableFuture<Path> path = CompletableFuture.supplyAsync(
                () -> {
                    thread.complete(Thread.currentThread());
                    return use.get(FILE, CONTENT.length);
                },
                threads);

        /// Until another one fetches it, or it fetches it itself.
        void awaitWaiting() throws Exception {
            Thread waiting = thread.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            for (int tries = 0; tries < PATIENCE_MILLIS && waiting.getState() != Thread.State.WAITING; tries++) {
                Thread.sleep(1);
            }
            assertThat(waiting.getState()).isEqualTo(Thread.State.WAITING);
        }
    }
}
