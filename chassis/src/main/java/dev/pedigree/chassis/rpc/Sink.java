package dev.pedigree.chassis.rpc;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Exhausted;
import io.grpc.Metadata;
import io.grpc.ServerCall;

/// Where a streaming method puts its replies. `send` blocks until the client can take more, so a slow reader holds
/// one message of ours and the transport's own window, never a queue.
///
/// A client that stops reading is given up after `Patience.LIMIT`.
public final class Sink<R> {
    private final ServerCall<?, R> call;
    private final Patience patience;
    private boolean begun;
    private boolean cancelled;

    Sink(ServerCall<?, R> call, Patience patience) {
        this.call = call;
        this.patience = patience;
    }

    public synchronized void send(R message) {
        begin();
        patience.await(this, () -> call.isReady() || cancelled, () -> new Exhausted("the client stopped reading"));
        if (cancelled) {
            throw new Cancelled();
        }
        call.sendMessage(message);
    }

    synchronized void begin() {
        if (!begun) {
            begun = true;
            call.sendHeaders(new Metadata());
        }
    }

    synchronized void ready() {
        notifyAll();
    }

    synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }
}
