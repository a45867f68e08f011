package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// DATA_LOSS: stored bytes are not what they were.
public final class Corrupt extends Fault {
    public Corrupt(String digest) {
        super(
                ErrorReason.ERROR_REASON_CONTENT_CORRUPT,
                "stored content does not hash to " + digest,
                Map.of("digest", digest));
    }

    Corrupt(Received received) {
        super(received);
    }
}
