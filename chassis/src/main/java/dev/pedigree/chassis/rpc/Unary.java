package dev.pedigree.chassis.rpc;

import dev.pedigree.chassis.call.Interruption;
import dev.pedigree.chassis.fault.Invalid;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

    /// The body of a unary method whose requests take up something scarce.
    @FunctionalInterface
    public interface MethodWithin<Q, R, P> {
        R call(Q request, P place) throws Exception;
    }

    public static <Q, R> ServerCallHandler<Q, R> of(Method<Q, R> method) {
        return within(() -> method, _ -> {}, (request, body) -> body.call(request));
    }

    /// As `of`, for large requests: none is read from the wire before `enter` gave it a place, which the call `leave`s
    /// when it ends.
    public static <Q, R, P> ServerCallHandler<Q, R> within(
            Supplier<P> enter, Consumer<P> leave, MethodWithin<Q, R, P> method) {
        return (call, _) -> {
            P place = enter.get();
            call.request(2); // one more than there may be, to notice it
            return new Listener<>(call, request -> method.call(request, place), () -> leave.accept(place));
        };
    }

    private static final class Listener<Q, R> extends ServerCall.Listener<Q> {
        private final ServerCall<Q, R> call;
        private final Method<Q, R> method;
        private final Runnable leave;
        private Q request;

        Listener(ServerCall<Q, R> call, Method<Q, R> method, Runnable leave) {
            this.call = call;
            this.method = method;
            this.leave = leave;
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

        @Override
        public void onComplete() {
            leave.run();
        }

        @Override
        public void onCancel() {
            leave.run();
        }
    }
}
