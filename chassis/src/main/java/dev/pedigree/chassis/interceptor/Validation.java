package dev.pedigree.chassis.interceptor;

import com.google.protobuf.Message;
import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.List;

/// Refuses a message that breaks field rules before any handler sees it, naming every broken rule at once.
final class Validation implements ServerInterceptor {
    private final FieldRules rules;

    Validation(FieldRules rules) {
        this.rules = rules;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            private boolean refused;

            @Override
            public void onMessage(Q message) {
                if (message instanceof Message checked) {
                    check(checked);
                }
                super.onMessage(message);
            }

            @Override
            public void onHalfClose() {
                if (!refused) {
                    super.onHalfClose();
                }
            }

            private void check(Message message) {
                List<FieldViolation> broken = rules.broken(message);
                if (!broken.isEmpty()) {
                    refused = true;
                    throw new Invalid(broken);
                }
            }
        };
    }
}
