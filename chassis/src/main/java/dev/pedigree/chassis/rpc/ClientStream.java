package dev.pedigree.chassis.rpc;

import io.grpc.ServerCallHandler;

/// Many requests, one reply, as a blocking function that takes from an inbox and returns.
///
/// It may return before the last request came: the client learns the reply at once and stops sending.
public final class ClientStream {
    private ClientStream() {}

    /// The body of a client-streaming method.
    @FunctionalInterface
    public interface Method<Q, R> {
        R call(Inbox<Q> requests) throws Exception;
    }

    public static <Q, R> ServerCallHandler<Q, R> of(Method<Q, R> method) {
        return Conversation.of((requests, replies) -> replies.send(method.call(requests)));
    }
}
