package dev.pedigree.chassis.fault;

import dev.pedigree.chassis.call.RequestId;
import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// INTERNAL: a fault of the server. The message names the request to ask about, nothing else.
public final class Internal extends Fault {
    public Internal() {
        this(RequestId.current().orElse(RequestId.UNKNOWN));
    }

    private Internal(RequestId requestId) {
        super(
                ErrorReason.ERROR_REASON_INTERNAL,
                "internal error, request id " + requestId.value(),
                Map.of("requestId", requestId.value()));
    }

    Internal(Received received) {
        super(received);
    }
}
