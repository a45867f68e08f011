package dev.pedigree.chassis.rpc;

import io.grpc.ServerCallHandler;

/// Many requests, many replies, as a blocking function that takes from an inbox and sends to a sink.
public final class BidiStream {
    private BidiStream() {}

    /// The body of a bidirectional method.
    @FunctionalInterface
    public interface Method<Q, R> {
        void call(Inbox<Q> requests, Sink<R> replies) throws Exception;
    }

    public static <Q, R> ServerCallHandler<Q, R> of(Method<Q, R> method) {
        return Conversation.of(method);
    }
}
