package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// CANCELLED: the caller went away.
public final class Cancelled extends Fault {
    public Cancelled() {
        super(ErrorReason.ERROR_REASON_CANCELLED, "the call was cancelled", Map.of());
    }

    Cancelled(Received received) {
        super(received);
    }
}
