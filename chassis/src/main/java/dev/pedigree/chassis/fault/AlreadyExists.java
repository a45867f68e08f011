package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// ALREADY_EXISTS: the name is taken.
public final class AlreadyExists extends Fault {
    private final String resourceType;
    private final String resourceName;

    public AlreadyExists(ErrorReason reason, String resourceType, String resourceName) {
        super(reason, resourceType + " '" + resourceName + "' exists already", Map.of("resource", resourceName));
        this.resourceType = resourceType;
        this.resourceName = resourceName;
    }

    AlreadyExists(Received received, String resourceType, String resourceName) {
        super(received);
        this.resourceType = resourceType;
        this.resourceName = resourceName;
    }

    public String resourceType() {
        return resourceType;
    }

    public String resourceName() {
        return resourceName;
    }
}
