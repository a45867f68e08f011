package dev.pedigree.chassis.rpc;

import dev.pedigree.chassis.call.Interruption;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;

/// A streaming call worked by a virtual thread of its own, while the call's callbacks only pass on what arrives.
final class Conversation<Q, R> extends ServerCall.Listener<Q> {
    private final ServerCall<Q, R> call;
    private final Inbox<Q> inbox;
    private final Sink<R> sink;

    private Conversation(ServerCall<Q, R> call, Patience patience) {
        this.call = call;
        this.inbox = new Inbox<>(call, patience);
        this.sink = new Sink<>(call, patience);
    }

    static <Q, R> ServerCallHandler<Q, R> of(BidiStream.Method<Q, R> method) {
        return of(method, Patience.LIMIT);
    }

    static <Q, R> ServerCallHandler<Q, R> of(BidiStream.Method<Q, R> method, Patience patience) {
        return (call, _) -> {
            Conversation<Q, R> conversation = new Conversation<>(call, patience);
            Context context = Context.current();
            Thread.ofVirtual()
                    .name(call.getMethodDescriptor().getFullMethodName())
                    .start(() -> conversation.work(context, method));
            call.request(1);
            return conversation;
        };
    }

    private void work(Context context, BidiStream.Method<Q, R> method) {
        context.run(() -> {
            try {
                Interruption.guard(context, () -> {
                    method.call(inbox, sink);
                    return sink;
                });
                sink.begin();
                call.close(Status.OK, new Metadata());
            } catch (Throwable failure) {
                call.close(Status.UNKNOWN.withCause(failure), new Metadata());
            }
        });
    }

    @Override
    public void onMessage(Q message) {
        inbox.put(message);
    }

    @Override
    public void onHalfClose() {
        inbox.end();
    }

    @Override
    public void onReady() {
        sink.ready();
    }

    @Override
    public void onCancel() {
        stop();
    }

    @Override
    public void onComplete() {
        stop(); // an interceptor may have closed the call over our head
    }

    private void stop() {
        inbox.cancel();
        sink.cancel();
    }
}
