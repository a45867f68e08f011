package dev.pedigree.bench.artifacts;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;

/// A client stream with one reply: `send` waits until the transport can take more, so little lies in memory.
final class Sending<Q, R> implements ClientResponseObserver<Q, R> {
    private final CompletableFuture<R> reply = new CompletableFuture<>();
    private ClientCallStreamObserver<Q> requests;

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> stream) {
        requests = stream;
        requests.setOnReadyHandler(this::changed);
    }

    /// Answers whether there is any use in sending more: an early reply ends the stream.
    synchronized boolean send(Q message) throws InterruptedException {
        while (!requests.isReady() && !reply.isDone()) {
            wait();
        }
        if (reply.isDone()) {
            return false;
        }
        requests.onNext(message);
        return true;
    }

    /// Says that there is no more, and waits for the reply.
    R finish() {
        if (!reply.isDone()) {
            requests.onCompleted();
        }
        return reply.join();
    }

    private synchronized void changed() {
        notifyAll();
    }

    @Override
    public void onNext(R value) {
        reply.complete(value);
        changed();
    }

    @Override
    public void onError(Throwable failure) {
        reply.completeExceptionally(failure);
        changed();
    }

    @Override
    public void onCompleted() {
        reply.completeExceptionally(new IllegalStateException("no reply came"));
        changed();
    }
}
