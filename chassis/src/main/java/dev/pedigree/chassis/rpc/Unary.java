package dev.pedigree.chassis.rpc;

import dev.pedigree.chassis.call.Interruption;
import dev.pedigree.chassis.fault.Invalid;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;

/// One request, one reply, as a plain blocking function that returns or throws.
///
/// The function runs on the virtual thread of the call; it is interrupted when the caller goes away or the deadline
/// passes. What it throws is handed on as the cause of the status: the interceptor `Faults` words it.
public final class Unary {
    private Unary() {}

    /// The body of a unary method.
    @FunctionalInterface
    public interface Method<Q, R> {
        R call(Q request) throws Exception;
    }

    public static <Q, R> ServerCallHandler<Q, R> of(Method<Q, R> method) {
        return (call, _) -> {
            call.request(2); // one more than there may be, to notice it
            return new Listener<>(call, method);
        };
    }

    private static final class Listener<Q, R> extends ServerCall.Listener<Q> {
        private final ServerCall<Q, R> call;
        private final Method<Q, R> method;
        private Q request;

        Listener(ServerCall<Q, R> call, Method<Q, R> method) {
            this.call = call;
            this.method = method;
        }

        @Override
        public void onMessage(Q message) {
            if (request != null) {
                throw new Invalid("", "the method takes one message, more came");
            }
            request = message;
        }

        @Override
        public void onHalfClose() {
            if (request == null) {
                throw new Invalid("", "the method takes one message, none came");
            }
            try {
                R reply = Interruption.guard(Context.current(), () -> method.call(request));
                call.sendHeaders(new Metadata());
                call.sendMessage(reply);
                call.close(Status.OK, new Metadata());
            } catch (Throwable failure) {
                call.close(Status.UNKNOWN.withCause(failure), new Metadata());
            }
        }
    }
}
