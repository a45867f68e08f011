package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.v1.BlobUpload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Files on their way: each stretch is asked for by itself, and what is missing goes in batches as large as the
/// server takes, the last one when all answers have come.
final class Outgoing implements AutoCloseable {
    /// So many may still be on their way when the server reads of them.
    private static final int FEW = 1_000;

    private final SmallBlobs blobs;
    private final String project;
    private final Folder folder;
    private final int batch;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(SmallBlobs.AT_ONCE, Thread.ofVirtual().factory());
    private final List<Future<?>> asked = new ArrayList<>();
    private final List<Future<?>> sent = new ArrayList<>();
    private final List<Missing> waiting = new ArrayList<>();
    private int count;

    Outgoing(SmallBlobs blobs, String project, Folder folder) {
        this.blobs = blobs;
        this.project = project;
        this.folder = folder;
        this.batch = blobs.inOneBatch(folder.size());
    }

    private record Missing(ByteString digest, String path) {}

    /// A stretch that has just been hashed.
    synchronized void add(Listing part) {
        asked.add(threads.submit(() -> gather(blobs.missing(project, part.digests()), part)));
    }

    private synchronized void gather(ByteString missing, Listing part) {
        if (missing.isEmpty()) {
            return;
        }
        Map<ByteString, String> paths = part.paths();
        for (int index = 0; index < missing.size(); index += Sha256.LENGTH) {
            ByteString digest = missing.substring(index, index + Sha256.LENGTH);
            waiting.add(new Missing(digest, paths.get(digest)));
            count++;
        }
        while (waiting.size() >= batch) {
            send(waiting.subList(0, batch));
        }
    }

    private void send(List<Missing> some) {
        List<Missing> files = List.copyOf(some);
        some.clear();
        sent.add(threads.submit(() -> {
            List<BlobUpload> uploads = new ArrayList<>(files.size());
            for (Missing file : files) {
                uploads.add(read(file));
            }
            blobs.send(project, uploads);
            return null;
        }));
    }

    private BlobUpload read(Missing file) throws IOException {
        return BlobUpload.newBuilder()
                .setDigest(file.digest())
                .setData(UnsafeByteOperations.unsafeWrap(folder.content(file.path())))
                .build();
    }

    /// As far as is known.
    synchronized boolean isLacking() {
        return count > 0;
    }

    /// How many were missing.
    synchronized int count() {
        return count;
    }

    /// Until all were asked for, and so few are on their way that the list may go beside them.
    void awaitMost() throws InterruptedException, ExecutionException {
        await(asked);
        List<Future<?>> all = rest();
        await(all.subList(0, Math.max(0, all.size() - FEW / batch)));
    }

    /// Until all have arrived.
    void awaitAll() throws InterruptedException, ExecutionException {
        await(rest());
    }

    private synchronized List<Future<?>> rest() {
        if (!waiting.isEmpty()) {
            send(waiting);
        }
        return List.copyOf(sent);
    }

    private static void await(List<Future<?>> some) throws InterruptedException, ExecutionException {
        for (Future<?> one : some) {
            Object _ = one.get();
        }
    }

    @Override
    public void close() {
        List<Runnable> _ = threads.shutdownNow();
    }
}
