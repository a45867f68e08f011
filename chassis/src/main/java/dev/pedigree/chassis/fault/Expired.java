package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// DEADLINE_EXCEEDED: time ran out; the effect is unknown.
public final class Expired extends Fault {
    public Expired() {
        super(
                ErrorReason.ERROR_REASON_DEADLINE_EXCEEDED,
                "the deadline passed; retry with the same request_id",
                Map.of());
    }

    Expired(Received received) {
        super(received);
    }
}
