package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// DATA_LOSS: stored bytes are not what they were, or not there though they should be.
public final class Corrupt extends Fault {
    public Corrupt(String digest) {
        super(
                ErrorReason.ERROR_REASON_CONTENT_CORRUPT,
                "stored content does not hash to " + digest,
                Map.of("digest", digest));
    }

    private Corrupt(ErrorReason reason, String message, Map<String, String> metadata) {
        super(reason, message, metadata);
    }

    /// @param about what cannot be answered without them
    public static Corrupt labelFiles(String about) {
        return new Corrupt(
                ErrorReason.ERROR_REASON_LABEL_FILES_MISSING,
                "label files of %s are gone; they are being made again from the change files".formatted(about),
                Map.of("about", about));
    }

    Corrupt(Received received) {
        super(received);
    }
}
