package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// UNAUTHENTICATED: no credential, or one that is unknown or expired.
public final class Unauthenticated extends Fault {
    public Unauthenticated(String message) {
        super(ErrorReason.ERROR_REASON_CREDENTIAL_INVALID, message, Map.of());
    }

    Unauthenticated(Received received) {
        super(received);
    }
}
