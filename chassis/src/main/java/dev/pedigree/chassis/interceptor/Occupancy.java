package dev.pedigree.chassis.interceptor;

import dev.pedigree.chassis.fault.Exhausted;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

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
        Place place = new Place(places);
        try {
            return new Leaving<>(next.startCall(call, headers), place);
        } catch (RuntimeException refused) {
            place.leave();
            throw refused;
        }
    }

    private record Place(Semaphore places, AtomicBoolean left) {
        Place(Semaphore places) {
            this(places, new AtomicBoolean());
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                places.release();
            }
        }
    }

    private static final class Leaving<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Place place;

        Leaving(ServerCall.Listener<Q> listener, Place place) {
            super(listener);
            this.place = place;
        }

        @Override
        public void onComplete() {
            try {
                super.onComplete();
            } finally {
                place.leave();
            }
        }

        @Override
        public void onCancel() {
            try {
                super.onCancel();
            } finally {
                place.leave();
            }
        }
    }
}
