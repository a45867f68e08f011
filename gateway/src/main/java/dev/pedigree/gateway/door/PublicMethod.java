package dev.pedigree.gateway.door;

import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.pedigree.chassis.fault.Denied;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.gateway.identity.Credential;
import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.lifecycle.access.Permission;
import dev.pedigree.lifecycle.access.Scope;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;

/// One method of the public API: what it needs of its callers, and how its requests are read for that.
record PublicMethod(
        io.grpc.MethodDescriptor<?, ?> rpc, MethodDescriptor descriptor, Permission permission, Subject subject) {
    private static final int LONGEST_QUOTED = 300;

    /// @throws IllegalStateException if the proto does not say which permission the method needs
    static PublicMethod of(io.grpc.MethodDescriptor<?, ?> rpc) {
        MethodDescriptor descriptor = descriptorOf(rpc);
        Permission permission = Permissions.of(descriptor);
        return new PublicMethod(rpc, descriptor, permission, Subject.of(descriptor.getInputType(), permission));
    }

    static MethodDescriptor descriptorOf(io.grpc.MethodDescriptor<?, ?> rpc) {
        if (rpc.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema) {
            return schema.getMethodDescriptor();
        }
        throw new IllegalStateException(rpc.getFullMethodName() + " has no descriptor");
    }

    /// Full name, such as `pedigree.v1.AssetService/CreateVersion`.
    String name() {
        return rpc.getFullMethodName();
    }

    /// Refuses unless `credential` may call this method with `request`, decoded or not. Nothing has been
    /// validated yet, and nobody knows whether the resource exists: a stranger learns neither from the answer.
    void authorize(Credential credential, Object request) {
        if (permission == Permission.AUTHENTICATED) {
            return;
        }
        String resource = subject.resource(request);
        if (!credential.allows(permission, scope(credential, request, resource))) {
            throw denied(resource);
        }
    }

    /// A name that no project can be read from lies nowhere. Who holds the permission everywhere is let through to hear
    /// all that is wrong with the request; who holds it somewhere hears what is wrong with the name.
    private Scope scope(Credential credential, Object request, String resource) {
        try {
            return subject.scope(request, resource);
        } catch (InvalidName malformed) {
            if (credential.allows(permission, Scope.EVERYWHERE) || !credential.allowsSomewhere(permission)) {
                return Scope.EVERYWHERE;
            }
            String field = descriptor.getInputType().findFieldByNumber(1).getName();
            throw new Invalid(field, malformed.getMessage()).causedBy(malformed);
        }
    }

    /// What cannot be a name of ours is not worth a header of any length.
    private Denied denied(String resource) {
        boolean quotable = resource.length() <= LONGEST_QUOTED;
        return new Denied(permission.name(), quotable ? resource : resource.substring(0, LONGEST_QUOTED) + "...");
    }
}
