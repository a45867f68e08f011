package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// NOT_FOUND: no such resource.
public final class NotFound extends Fault {
    private final String resourceType;
    private final String resourceName;

    public NotFound(ErrorReason reason, String resourceType, String resourceName) {
        super(reason, resourceType + " '" + resourceName + "' was not found", Map.of("resource", resourceName));
        this.resourceType = resourceType;
        this.resourceName = resourceName;
    }

    NotFound(Received received, String resourceType, String resourceName) {
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
