package dev.pedigree.chassis.interceptor;

import dev.pedigree.chassis.call.RequestId;
import dev.pedigree.chassis.identity.MeshHeaders;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;

/// Gives every call a request id, the caller's own if it is harmless, and says it back in headers and trailers.
final class RequestIds implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        RequestId id = Optional.ofNullable(headers.get(MeshHeaders.REQUEST_ID))
                .flatMap(RequestId::parse)
                .orElseGet(RequestId::random);
        return Contexts.interceptCall(id.in(Context.current()), new Stamped<>(call, id), headers, next);
    }

    private static final class Stamped<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final RequestId id;

        Stamped(ServerCall<Q, R> call, RequestId id) {
            super(call);
            this.id = id;
        }

        @Override
        public void sendHeaders(Metadata headers) {
            super.sendHeaders(stamp(headers));
        }

        @Override
        public void close(Status status, Metadata trailers) {
            super.close(status, stamp(trailers));
        }

        /// A relayed call arrives with the id the upstream stamped on it; one is enough.
        private Metadata stamp(Metadata metadata) {
            metadata.discardAll(MeshHeaders.REQUEST_ID);
            metadata.put(MeshHeaders.REQUEST_ID, id.value());
            return metadata;
        }
    }
}
