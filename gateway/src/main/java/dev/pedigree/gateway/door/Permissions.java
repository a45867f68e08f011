package dev.pedigree.gateway.door;

import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.pedigree.lifecycle.access.Permission;
import dev.pedigree.v1.PermissionOuterClass;

/// Reads the permission that the proto states for a method.
final class Permissions {
    private static final String PREFIX = "PERMISSION_";

    private Permissions() {}

    static Permission of(MethodDescriptor method) {
        dev.pedigree.v1.Permission stated = method.getOptions().getExtension(PermissionOuterClass.permission);
        if (stated == dev.pedigree.v1.Permission.PERMISSION_UNSPECIFIED) {
            throw new IllegalStateException(method.getFullName() + " states no permission");
        }
        return of(stated);
    }

    /// The two enums have the same constants; a test compares them.
    static Permission of(dev.pedigree.v1.Permission stated) {
        return Permission.valueOf(stated.name().substring(PREFIX.length()));
    }
}
