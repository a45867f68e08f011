package dev.pedigree.chassis.rpc;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Exhausted;
import dev.pedigree.chassis.fault.Invalid;
import io.grpc.ServerCall;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The messages a client streams, taken one at a time by the thread that works for the call.
///
/// The next message is asked for only when the last one is taken, so a call never holds more than one message that
/// nobody has looked at. A client that stops sending is given up after `Patience.LIMIT`.
public final class Inbox<Q> implements Iterator<Q> {
    private final ServerCall<Q, ?> call;
    private final Patience patience;
    private Optional<Q> next = Optional.empty();
    private boolean ended;
    private boolean cancelled;

    Inbox(ServerCall<Q, ?> call, Patience patience) {
        this.call = call;
        this.patience = patience;
    }

    /// Waits for the next message; empty when the client has sent its last.
    public Optional<Q> take() {
        return hasNext() ? Optional.of(next()) : Optional.empty();
    }

    /// The one message of a method that takes exactly one.
    Q only() {
        Q message = take().orElseThrow(() -> new Invalid("", "the method takes one message, none came"));
        if (hasNext()) {
            throw new Invalid("", "the method takes one message, more came");
        }
        return message;
    }

    @Override
    public synchronized boolean hasNext() {
        patience.await(
                this, () -> next.isPresent() || ended || cancelled, () -> new Exhausted("no message came in time"));
        if (cancelled) {
            throw new Cancelled();
        }
        return next.isPresent();
    }

    @Override
    public synchronized Q next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Q message = next.orElseThrow();
        next = Optional.empty();
        call.request(1);
        return message;
    }

    synchronized void put(Q message) {
        next = Optional.of(message);
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }
}
