package dev.pedigree.chassis.rpc;

import dev.pedigree.chassis.upstream.Upstream;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;

/// Passes calls of one method on to an upstream and the replies back, as bytes, whatever the kind of the method.
///
/// A message is asked for only when the one before has left, in both directions, so a slow reader anywhere slows the
/// writer down and nothing piles up here.
public final class Relay implements ServerCallHandler<RawMessage, RawMessage> {
    private final MethodDescriptor<RawMessage, RawMessage> target;
    private final Upstream upstream;
    private final Admission admission;

    private Relay(MethodDescriptor<RawMessage, RawMessage> target, Upstream upstream, Admission admission) {
        this.target = target;
        this.upstream = upstream;
        this.admission = admission;
    }

    /// `source` as this server offers it, answered by `target` of the upstream: the messages of the two are the same
    /// on the wire.
    public static ServerMethodDefinition<RawMessage, RawMessage> of(
            MethodDescriptor<?, ?> source, MethodDescriptor<?, ?> target, Upstream upstream, Admission admission) {
        return ServerMethodDefinition.create(RawBytes.of(source), new Relay(RawBytes.of(target), upstream, admission));
    }

    @Override
    public ServerCall.Listener<RawMessage> startCall(ServerCall<RawMessage, RawMessage> call, Metadata headers) {
        call.request(1);
        return new RelayedCall(call, target, upstream, admission);
    }
}
