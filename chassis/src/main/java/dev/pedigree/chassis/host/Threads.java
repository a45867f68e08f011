package dev.pedigree.chassis.host;

import dev.pedigree.chassis.rpc.RawBytes;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import java.util.concurrent.Executor;

/// Where calls run: on virtual threads, which may block, except for relayed ones. Those never block and stay on the
/// thread that read them from the wire, which saves them every hand-off.
record Threads(Executor virtual) implements ServerCallExecutorSupplier {
    @Override
    public <Q, R> Executor getExecutor(ServerCall<Q, R> call, Metadata headers) {
        return call.getMethodDescriptor().getRequestMarshaller() == RawBytes.MARSHALLER ? null : virtual;
    }
}
