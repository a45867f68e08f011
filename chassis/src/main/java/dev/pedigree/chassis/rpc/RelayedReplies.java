package dev.pedigree.chassis.rpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.function.BiConsumer;

/// One relayed call: the upstream's side.
final class RelayedReplies extends ClientCall.Listener<RawMessage> {
    private final ServerCall<RawMessage, RawMessage> call;
    private final ClientCall<RawMessage, RawMessage> onward;
    private final Runnable ready;
    private final BiConsumer<Status, Metadata> ended;
    private boolean waiting;

    RelayedReplies(
            ServerCall<RawMessage, RawMessage> call,
            ClientCall<RawMessage, RawMessage> onward,
            Runnable ready,
            BiConsumer<Status, Metadata> ended) {
        this.call = call;
        this.onward = onward;
        this.ready = ready;
        this.ended = ended;
    }

    @Override
    public void onHeaders(Metadata headers) {
        call.sendHeaders(headers);
    }

    @Override
    public synchronized void onMessage(RawMessage message) {
        call.sendMessage(message);
        waiting = true;
        moved();
    }

    /// Asks for the next reply as soon as the last has left.
    synchronized void moved() {
        if (waiting && call.isReady()) {
            waiting = false;
            onward.request(1);
        }
    }

    @Override
    public void onReady() {
        ready.run();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        ended.accept(status, trailers);
    }
}
