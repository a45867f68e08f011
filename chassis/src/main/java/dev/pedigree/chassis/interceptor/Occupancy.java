package dev.pedigree.chassis.interceptor;

import dev.pedigree.chassis.call.WhenOver;
import dev.pedigree.chassis.fault.Exhausted;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Bounds how many calls the server works on at once, and how many of them are streams. Virtual threads are cheap, what
/// they hold is not: the call after the last is told to come back.
///
/// A stream may have a message on its way and one in hand. What is on its way lies outside of the heap, where
/// Netty takes as much as the heap is large and then closes connections. On a fast line gRPC lets a client send
/// 8 MiB ahead; so there are no more streams than have room for that.
final class Occupancy implements ServerInterceptor {
    private static final int BYTES_A_STREAM = 8 << 20;

    private final Semaphore places;
    private final Semaphore streams;

    Occupancy(int mostCalls, int mostStreams) {
        this.places = new Semaphore(mostCalls);
        this.streams = new Semaphore(mostStreams);
    }

    /// The streams that this process has room for.
    static int mostStreams() {
        return (int) Math.clamp(Runtime.getRuntime().maxMemory() / BYTES_A_STREAM, 1L, Integer.MAX_VALUE);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        boolean unary = call.getMethodDescriptor().getType().clientSendsOneMessage()
                && call.getMethodDescriptor().getType().serverSendsOneMessage();
        return unary
                ? enter(places, () -> next.startCall(call, headers))
                : enter(places, () -> enter(streams, () -> next.startCall(call, headers)));
    }

    private static <Q> ServerCall.Listener<Q> enter(Semaphore room, Supplier<ServerCall.Listener<Q>> start) {
        if (!room.tryAcquire()) {
            throw new Exhausted("the server works on as many calls as it can");
        }
        try {
            return new WhenOver<>(start.get(), room::release);
        } catch (RuntimeException refused) {
            room.release();
            throw refused;
        }
    }
}
