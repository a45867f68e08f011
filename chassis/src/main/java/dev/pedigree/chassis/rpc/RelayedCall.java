package dev.pedigree.chassis.rpc;

import static com.google.common.util.concurrent.MoreExecutors.directExecutor;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.upstream.Passage;
import dev.pedigree.chassis.upstream.Upstream;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;

/// One relayed call: the caller's side. The upstream's side, `RelayedReplies`, begins with the first message.
final class RelayedCall extends ServerCall.Listener<RawMessage> {
    private final ServerCall<RawMessage, RawMessage> call;
    private final MethodDescriptor<RawMessage, RawMessage> target;
    private final Upstream upstream;
    private final Admission admission;

    private ClientCall<RawMessage, RawMessage> onward;
    private RelayedReplies replies;
    private Passage passage;

    /// A message that has been handed to the transport, which has not said yet that it can take another.
    private RawMessage onItsWay;

    private boolean waiting;

    RelayedCall(
            ServerCall<RawMessage, RawMessage> call,
            MethodDescriptor<RawMessage, RawMessage> target,
            Upstream upstream,
            Admission admission) {
        this.call = call;
        this.target = target;
        this.upstream = upstream;
        this.admission = admission;
    }

    @Override
    public void onMessage(RawMessage message) {
        if (onward == null) {
            try {
                open(admission.admit(message));
            } catch (RuntimeException refused) {
                message.close();
                throw refused;
            }
        }
        send(message);
    }

    private void open(Admission.Pass pass) {
        Duration limit = pass.limit().orElse(upstream.timeout());
        passage = upstream.enter(target.getType(), limit);
        onward = upstream.channel().newCall(target, limited(pass.options(), limit));
        replies = new RelayedReplies(call, onward, this::moved, this::ended);
        onward.start(replies, pass.headers());
        onward.request(1);
    }

    /// A unary call has a deadline whoever forgot it; a stream lasts as long as it moves. Replies are passed on by the
    /// thread that brings them: nothing here blocks.
    private CallOptions limited(CallOptions options, Duration limit) {
        boolean open = target.getType() == MethodType.UNARY && options.getDeadline() == null;
        return (open ? options.withDeadline(upstream.deadline(limit)) : options).withExecutor(directExecutor());
    }

    private synchronized void send(RawMessage message) {
        onItsWay = message;
        onward.sendMessage(message);
        waiting = true;
        moved();
    }

    /// Asks for the next message as soon as the last has left.
    private synchronized void moved() {
        if (waiting && onward.isReady()) {
            waiting = false;
            call.request(1);
        }
    }

    /// What the upstream answered in the end.
    private void ended(Status status, Metadata trailers) {
        drop();
        try (Passage ending = passage) {
            if (status.isOk()) {
                ending.succeeded();
                call.close(status, trailers);
            } else {
                StatusRuntimeException failure = status.asRuntimeException(trailers);
                call.close(Status.UNKNOWN.withCause(ending.failed(failure)), new Metadata());
            }
        }
    }

    /// A transport that never came to life does not release what it was given.
    private synchronized void drop() {
        if (onItsWay != null) {
            onItsWay.close();
            onItsWay = null;
        }
    }

    @Override
    public void onHalfClose() {
        if (onward == null) {
            throw new Invalid("", "the method takes a message, none came");
        }
        onward.halfClose();
    }

    @Override
    public void onReady() {
        if (replies != null) {
            replies.moved();
        }
    }

    @Override
    public void onCancel() {
        if (onward != null) {
            onward.cancel("the caller went away", null);
        }
    }
}
