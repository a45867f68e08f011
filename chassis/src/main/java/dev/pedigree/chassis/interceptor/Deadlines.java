package dev.pedigree.chassis.interceptor;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Gives a unary call that brings no deadline one, and shortens one that is longer than any unary call may take.
///
/// Streams are left alone: a feed lasts for days, an upload as long as it moves (`rpc` gives up those that stand
/// still).
final class Deadlines implements ServerInterceptor {
    private static final ScheduledExecutorService TIMER = timer();

    private final Duration usual;
    private final Duration longest;

    Deadlines(Duration usual, Duration longest) {
        this.usual = usual;
        this.longest = longest;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (call.getMethodDescriptor().getType() != MethodType.UNARY) {
            return next.startCall(call, headers);
        }
        Deadline brought = Context.current().getDeadline();
        Duration wanted = brought == null ? usual : longest;
        if (brought != null && brought.timeRemaining(TimeUnit.NANOSECONDS) <= wanted.toNanos()) {
            return next.startCall(call, headers);
        }
        Context.CancellableContext limited =
                Context.current().withDeadlineAfter(wanted.toNanos(), TimeUnit.NANOSECONDS, TIMER);
        return new Released<>(Contexts.interceptCall(limited, new Ending<>(call, limited), headers, next), limited);
    }

    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("deadlines").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /// A closed call needs its timer no longer.
    private static final class Ending<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final Context.CancellableContext context;

        Ending(ServerCall<Q, R> call, Context.CancellableContext context) {
            super(call);
            this.context = context;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            context.cancel(null);
        }
    }

    private static final class Released<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Context.CancellableContext context;

        Released(ServerCall.Listener<Q> listener, Context.CancellableContext context) {
            super(listener);
            this.context = context;
        }

        @Override
        public void onCancel() {
            try {
                super.onCancel();
            } finally {
                context.cancel(null);
            }
        }
    }
}
