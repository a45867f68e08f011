package dev.pedigree.chassis.interceptor;

import dev.pedigree.chassis.call.WhenOver;
import dev.pedigree.chassis.fault.Exhausted;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.concurrent.Semaphore;

/// Bounds how many calls the server works on at once. Virtual threads are cheap, what they hold is not: the call after
/// the last is told to come back.
final class Occupancy implements ServerInterceptor {
    private final Semaphore places;

    Occupancy(int mostCalls) {
        this.places = new Semaphore(mostCalls);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (!places.tryAcquire()) {
            throw new Exhausted("the server works on as many calls as it can");
        }
        try {
            return new WhenOver<>(next.startCall(call, headers), places::release);
        } catch (RuntimeException refused) {
            places.release();
            throw refused;
        }
    }
}
