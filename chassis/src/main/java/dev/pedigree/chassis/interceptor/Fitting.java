package dev.pedigree.chassis.interceptor;

import dev.pedigree.chassis.call.MetadataLimit;
import dev.pedigree.chassis.fault.FittedStatus;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/// Cuts long refusals to what the caller can take, see `MetadataLimit`.
final class Fitting implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return next.startCall(new Fitted<>(call, MetadataLimit.of(headers)), headers);
    }

    private static final class Fitted<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final int limit;

        Fitted(ServerCall<Q, R> call, int limit) {
            super(call);
            this.limit = limit;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            Optional<StatusRuntimeException> fitted =
                    status.isOk() ? Optional.empty() : FittedStatus.fit(status, trailers, limit);
            super.close(
                    fitted.map(StatusRuntimeException::getStatus).orElse(status),
                    fitted.map(StatusRuntimeException::getTrailers).orElse(trailers));
        }
    }
}
