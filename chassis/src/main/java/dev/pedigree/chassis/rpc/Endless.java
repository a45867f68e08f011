package dev.pedigree.chassis.rpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;

/// A stream that has no end of its own. A server that goes down ends it at once: waiting for it would be in vain.
public record Endless<Q, R>(ServerCallHandler<Q, R> handler) implements ServerCallHandler<Q, R> {
    @Override
    public ServerCall.Listener<Q> startCall(ServerCall<Q, R> call, Metadata headers) {
        return handler.startCall(call, headers);
    }
}
