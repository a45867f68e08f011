package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;

/// ALREADY_EXISTS: the name is taken.
public final class AlreadyExists extends AboutResource {

    public AlreadyExists(ErrorReason reason, String resourceType, String resourceName) {
        super(reason, resourceType, resourceName, "exists already");
    }

    AlreadyExists(Received received, String resourceType, String resourceName) {
        super(received, resourceType, resourceName);
    }
}
