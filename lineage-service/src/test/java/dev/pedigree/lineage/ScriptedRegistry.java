package dev.pedigree.lineage;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.chassis.feed.ConsistencyToken;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.WatchChangesRequest;
import dev.pedigree.mesh.v1.WatchChangesResponse;
import io.grpc.Context;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// A registry that has a feed and nothing else, and does what the test says: it writes, dies, comes back, is
/// restored to another epoch, holds its tongue.
///
/// Its transactions are numbered 1, 2, 3 …, one for each change.
public final class ScriptedRegistry extends RegistryReaderGrpc.RegistryReaderImplBase implements AutoCloseable {
    private static final int BATCH = 3;
    private static final long HEARTBEAT_MILLIS = 50;

    private final Endpoint endpoint = new Endpoint.InProcess("registry-" + UUID.randomUUID());
    private final List<Change> changes = new ArrayList<>();
    private UUID epoch = UUID.randomUUID();
    private Server server;
    private int released = Integer.MAX_VALUE;
    private int generation;
    private int streams;

    public ScriptedRegistry() {
        start();
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /// Commits changes, and answers the consistency token of the last.
    public synchronized String write(Sketch... sketches) {
        Stream.of(sketches).map(Sketch::change).forEach(changes::add);
        notifyAll();
        return token();
    }

    public synchronized String token() {
        return new ConsistencyToken(epoch, changes.size() + 1L, 0).toString();
    }

    /// Streams no further than the first `number` changes, and says nothing of the horizon.
    public synchronized void holdAfter(int number) {
        released = number;
        notifyAll();
    }

    public void release() {
        holdAfter(Integer.MAX_VALUE);
    }

    /// Every stream ends, as when the process is killed; who connects again is served.
    public synchronized void breakFeed() {
        generation++;
        notifyAll();
    }

    /// How often the feed was opened.
    public synchronized int streams() {
        return streams;
    }

    /// Everything is gone, and what stands there instead is of another epoch.
    public synchronized void restore(Sketch... sketches) {
        epoch = UUID.randomUUID();
        changes.clear();
        write(sketches);
        breakFeed();
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
        breakFeed();
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
        int sent = after.isEmpty()
                ? 0
                : (int) ConsistencyToken.parse(after).requireEpoch(epoch).xid();
        int served = generation;
        streams++;
        notifyAll();
        while (served == generation && !Context.current().isCancelled()) {
            int end = Math.min(Math.min(sent + BATCH, changes.size()), released);
            boolean held = end == released && end <= sent;
            if (!held) {
                replies.onNext(message(sent, end));
            }
            if (held || end == sent) {
                wait(HEARTBEAT_MILLIS);
            }
            sent = Math.max(sent, end);
        }
    }

    private WatchChangesResponse message(int from, int to) {
        boolean all = to == changes.size();
        return WatchChangesResponse.newBuilder()
                .addAllChanges(changes.subList(from, to))
                .setPosition(new ConsistencyToken(epoch, to, 1).toString())
                .setHorizon(new ConsistencyToken(epoch, all ? to + 1 : to, 0).toString())
                .build();
    }

    @Override
    public void close() {
        stop();
    }
}
