package dev.pedigree.chassis.interceptor;

import dev.pedigree.chassis.fault.ErrorReasons;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.v1.ErrorReason;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the promise that every refusal carries a registered reason and the code that goes with it. A breach is
/// logged; with assertions on, as in
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
                String breach = getMethodDescriptor().getFullMethodName() + " ended with " + status.getCode()
                        + " and not the reason that goes with it";
                LOGGER.error(breach);
                assert false : breach;
            }
        }

        private static boolean conforms(Status status, Metadata trailers) {
            return status.isOk()
                    || FaultStatus.errorInfo(status, trailers)
                            .filter(info -> goTogether(ErrorReasons.parse(info.getReason()), status.getCode()))
                            .isPresent();
        }

        /// A newer service may send a reason that this build does not know.
        private static boolean goTogether(ErrorReason reason, Status.Code code) {
            return reason == ErrorReason.ERROR_REASON_UNSPECIFIED || ErrorReasons.code(reason) == code;
        }
    }
}
