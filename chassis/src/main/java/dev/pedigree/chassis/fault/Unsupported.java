package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// UNIMPLEMENTED: this server has no such method.
public final class Unsupported extends Fault {
    public Unsupported(String method) {
        super(ErrorReason.ERROR_REASON_METHOD_NOT_FOUND, "no such method", Map.of("method", method));
    }

    Unsupported(Received received) {
        super(received);
    }
}
