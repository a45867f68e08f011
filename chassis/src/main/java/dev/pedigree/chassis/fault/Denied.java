package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// PERMISSION_DENIED: the caller is known and may not.
public final class Denied extends Fault {
    /// Worded so that it does not tell whether the resource exists (AIP-211).
    public Denied(String permission, String resource) {
        this(
                ErrorReason.ERROR_REASON_PERMISSION_DENIED,
                "Permission '" + permission + "' denied on resource '" + resource + "' (or it might not exist)",
                Map.of("permission", permission, "resource", resource));
    }

    public Denied(ErrorReason reason, String message, Map<String, String> metadata) {
        super(reason, message, metadata);
    }

    Denied(Received received) {
        super(received);
    }
}
