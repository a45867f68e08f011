package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// ABORTED: somebody else was faster; read again and decide again.
public final class Conflict extends Fault {
    public Conflict(ErrorReason reason, String message, Map<String, String> metadata) {
        super(reason, message, metadata);
    }

    Conflict(Received received) {
        super(received);
    }
}
