package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;

/// NOT_FOUND: no such resource.
public final class NotFound extends AboutResource {

    public NotFound(ErrorReason reason, String resourceType, String resourceName) {
        super(reason, resourceType, resourceName, "was not found");
    }

    NotFound(Received received, String resourceType, String resourceName) {
        super(received, resourceType, resourceName);
    }
}
