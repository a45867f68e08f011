package dev.pedigree.chassis.interceptor;

import dev.pedigree.chassis.fault.FaultStatus;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the promise that every refusal carries a registered reason. A breach is logged; with assertions on, as in
/// every test, it throws.
final class Conformance implements ServerInterceptor {
    private static final Logger LOGGER = LoggerFactory.getLogger(Conformance.class);

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return next.startCall(new Watched<>(call), headers);
    }

    private static final class Watched<Q, R> extends SimpleForwardingServerCall<Q, R> {
        Watched(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            if (!conforms(status, trailers)) {
                String breach = getMethodDescriptor().getFullMethodName() + " ended with a bare " + status.getCode();
                LOGGER.error(breach);
                assert false : breach;
            }
        }

        private static boolean conforms(Status status, Metadata trailers) {
            return status.isOk()
                    || FaultStatus.errorInfo(status, trailers)
                            .filter(info -> !info.getReason().isEmpty())
                            .isPresent();
        }
    }
}
