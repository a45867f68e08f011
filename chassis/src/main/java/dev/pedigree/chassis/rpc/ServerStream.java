package dev.pedigree.chassis.rpc;

import io.grpc.ServerCallHandler;

/// One request, many replies, as a blocking function that sends to a sink and returns when it has no more.
public final class ServerStream {
    private ServerStream() {}

    /// The body of a server-streaming method.
    @FunctionalInterface
    public interface Method<Q, R> {
        void call(Q request, Sink<R> replies) throws Exception;
    }

    public static <Q, R> ServerCallHandler<Q, R> of(Method<Q, R> method) {
        return Conversation.of((requests, replies) -> method.call(requests.only(), replies));
    }

    /// A stream that goes on until its reader leaves, or the server goes down.
    public static <Q, R> ServerCallHandler<Q, R> endless(Method<Q, R> method) {
        return new Endless<>(of(method));
    }
}
