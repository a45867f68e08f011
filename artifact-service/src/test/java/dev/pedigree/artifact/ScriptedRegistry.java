package dev.pedigree.artifact;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.chassis.feed.ConsistencyToken;
import dev.pedigree.chassis.settings.UpstreamSettings;
import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.WatchChangesRequest;
import dev.pedigree.mesh.v1.WatchChangesResponse;
import io.grpc.Context;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// A registry that has a feed and nothing else, and does what the test says. Its transactions are numbered 1, 2, 3 …,
/// one for each change.
public final class ScriptedRegistry extends RegistryReaderGrpc.RegistryReaderImplBase implements AutoCloseable {
    private static final int BATCH = 3;
    private static final long HEARTBEAT_MILLIS = 20;

    private final Endpoint endpoint = new Endpoint.InProcess("registry-" + UUID.randomUUID());
    private final List<Change> changes = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private UUID epoch = UUID.randomUUID();
    private Server server;
    private int generation;
    private boolean heldUp;

    public ScriptedRegistry() {
        start();
    }

    /// The way to it, for a service; it gives up at once on a registry that is down.
    public Upstream upstream() {
        UpstreamSettings usual = UpstreamSettings.of(endpoint);
        return Upstream.open(
                "registry",
                new UpstreamSettings(endpoint, usual.timeout(), 64, 64, 1_000, 100, Duration.ofMillis(100)),
                List.of(),
                new SimpleMeterRegistry());
    }

    /// Commits a version that pins these digests.
    public synchronized void pin(String subject, long revision, Digest... digests) {
        changes.add(Change.newBuilder()
                .setSubject(subject)
                .setRevision(revision)
                .addAllDigests(Stream.of(digests).map(Digest::toString).toList())
                .build());
        notifyAll();
    }

    /// While held up, the horizon stays before the last change, as under a slow writer.
    public synchronized void holdUp(boolean slowWriter) {
        heldUp = slowWriter;
        notifyAll();
    }

    /// The positions from which the feed was asked for, so far.
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    /// Everything is gone, and what stands there instead is of another epoch.
    public synchronized void restore() {
        epoch = UUID.randomUUID();
        changes.clear();
        generation++;
        notifyAll();
    }

    public void start() {
        try {
            server = endpoint.server()
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .addService(this)
                    .build()
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public void stop() {
        server.shutdownNow();
        synchronized (this) {
            generation++;
            notifyAll();
        }
    }

    @Override
    public void watchChanges(WatchChangesRequest request, StreamObserver<WatchChangesResponse> replies) {
        try {
            stream(request.getAfter(), replies);
            replies.onError(Status.UNAVAILABLE.asRuntimeException());
        } catch (Fault fault) {
            replies.onError(FaultStatus.toStatus(fault));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void stream(String after, StreamObserver<WatchChangesResponse> replies)
            throws InterruptedException {
        asked.add(after);
        int sent = after.isEmpty()
                ? 0
                : (int) ConsistencyToken.parse(after).requireEpoch(epoch).xid();
        int served = generation;
        while (served == generation && !Context.current().isCancelled()) {
            int visible = heldUp ? Math.max(sent, changes.size() - 1) : changes.size();
            int end = Math.min(sent + BATCH, visible);
            replies.onNext(message(sent, end, visible));
            if (end == sent) {
                wait(HEARTBEAT_MILLIS);
            }
            sent = end;
        }
    }

    private WatchChangesResponse message(int from, int to, int visible) {
        return WatchChangesResponse.newBuilder()
                .addAllChanges(changes.subList(from, to))
                .setPosition(new ConsistencyToken(epoch, to, 1).toString())
                .setHorizon(new ConsistencyToken(epoch, to == visible ? to + 1 : to, 0).toString())
                .setFrontier(new ConsistencyToken(epoch, changes.size() + 1L, 0).toString())
                .build();
    }

    @Override
    public void close() {
        stop();
    }
}
