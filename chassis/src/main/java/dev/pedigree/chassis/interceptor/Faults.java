package dev.pedigree.chassis.interceptor;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Expired;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.chassis.fault.Internal;
import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The only place where exceptions become wire statuses.
///
/// It sees what handlers close their calls with (the exception travels as the cause of the status) and what
/// interceptors and callbacks throw. A status that has our `ErrorInfo` already is somebody's answer and passes as
/// it is. It also makes the call safe for its two threads: a handler that still sends after the call was closed
/// sends nowhere.
final class Faults implements ServerInterceptor {
    private static final Logger LOGGER = LoggerFactory.getLogger(Faults.class);

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Worded<Q, R> worded = new Worded<>(call);
        try {
            return new Guarded<>(next.startCall(worded, headers), worded);
        } catch (RuntimeException refusal) {
            worded.fail(refusal);
            return new ServerCall.Listener<>() {};
        }
    }

    private static StatusRuntimeException word(Throwable failure) {
        return switch (failure) {
            case StatusRuntimeException status when isOurs(status.getStatus(), status.getTrailers()) -> status;
            case StatusException status
            when isOurs(status.getStatus(), status.getTrailers()) ->
                new StatusRuntimeException(status.getStatus(), status.getTrailers());
            case Cancelled cancelled -> FaultStatus.toStatus(ended().orElse(cancelled));
            case Fault fault -> FaultStatus.toStatus(fault);
            default -> FaultStatus.toStatus(ended().orElseGet(() -> unexpected(failure)));
        };
    }

    /// Work that was stopped fails in a hundred ways; what counts is why it was stopped.
    private static Optional<Fault> ended() {
        Context context = Context.current();
        if (!context.isCancelled()) {
            return Optional.empty();
        }
        return Optional.of(context.cancellationCause() instanceof TimeoutException ? new Expired() : new Cancelled());
    }

    private static Fault unexpected(Throwable failure) {
        LOGGER.error("a call failed in a way nobody foresaw", failure);
        return new Internal();
    }

    private static boolean isOurs(Status status, Metadata trailers) {
        return FaultStatus.errorInfo(status, trailers == null ? new Metadata() : trailers)
                .isPresent();
    }

    /// The call as handlers see it.
    private static final class Worded<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private boolean closed;

        Worded(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        public synchronized void sendHeaders(Metadata headers) {
            if (!closed) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public synchronized void sendMessage(R message) {
            if (!closed) {
                super.sendMessage(message);
            }
        }

        @Override
        public synchronized void close(Status status, Metadata trailers) {
            if (closed) {
                return;
            }
            closed = true;
            if (status.isOk() || isOurs(status, trailers)) {
                super.close(status, trailers);
                return;
            }
            StatusRuntimeException worded =
                    word(Optional.ofNullable(status.getCause()).orElseGet(() -> status.asRuntimeException(trailers)));
            super.close(worded.getStatus(), worded.getTrailers());
        }

        void fail(Throwable failure) {
            close(Status.UNKNOWN.withCause(failure), new Metadata());
        }
    }

    /// The callbacks, from which nothing may escape: gRPC would answer UNKNOWN.
    private static final class Guarded<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Worded<Q, ?> call;

        Guarded(ServerCall.Listener<Q> listener, Worded<Q, ?> call) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            run(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            run(super::onHalfClose);
        }

        @Override
        public void onReady() {
            run(super::onReady);
        }

        @Override
        public void onCancel() {
            run(super::onCancel);
        }

        @Override
        public void onComplete() {
            run(super::onComplete);
        }

        private void run(Runnable callback) {
            try {
                callback.run();
            } catch (RuntimeException failure) {
                call.fail(failure);
            }
        }
    }
}
