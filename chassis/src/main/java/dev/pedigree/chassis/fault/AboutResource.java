package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// Whether a resource is there is what is wrong. The caller hears its type and name as `google.rpc.ResourceInfo`.
public abstract sealed class AboutResource extends Fault permits AlreadyExists, NotFound {
    private final String resourceType;
    private final String resourceName;

    AboutResource(ErrorReason reason, String resourceType, String resourceName, String wrong) {
        super(reason, resourceType + " '" + resourceName + "' " + wrong, Map.of("resource", resourceName));
        this.resourceType = resourceType;
        this.resourceName = resourceName;
    }

    AboutResource(Received received, String resourceType, String resourceName) {
        super(received);
        this.resourceType = resourceType;
        this.resourceName = resourceName;
    }

    public final String resourceType() {
        return resourceType;
    }

    public final String resourceName() {
        return resourceName;
    }
}
