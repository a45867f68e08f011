package dev.pedigree.gateway.door;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.pedigree.chassis.rpc.RawMessage;
import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.lifecycle.access.Permission;
import dev.pedigree.lifecycle.access.Scope;
import java.util.Optional;

/// Where the requests of a method say what they are about: in their first field, which names a resource or a parent.
///
/// A method whose first field does neither is about something above all projects. `DEPLOY` is given for an environment:
/// where the name does not lie in one, the field `environment` beside it says which.
record Subject(Optional<FieldDescriptor> name, Optional<FieldDescriptor> environment) {
    static Subject of(Descriptor request, Permission permission) {
        Optional<FieldDescriptor> first = Optional.ofNullable(request.findFieldByNumber(1))
                .filter(field ->
                        field.getName().equals("name") || field.getName().equals("parent"));
        Optional<FieldDescriptor> beside = Optional.ofNullable(request.findFieldByName("environment"))
                .filter(_ -> permission == Permission.DEPLOY);
        return new Subject(first, beside);
    }

    /// What `request` names, as it was sent; empty above all projects.
    String resource(Object request) {
        return name.map(field -> text(request, field)).orElse("");
    }

    /// Where it is to be done.
    ///
    /// @throws InvalidName if no project can be read from the resource
    Scope scope(Object request, String resource) {
        Scope scope = name.isPresent() ? Scope.ofName(resource) : Scope.EVERYWHERE;
        return environment
                .map(field -> scope.inEnvironment(text(request, field)))
                .orElse(scope);
    }

    private static String text(Object request, FieldDescriptor field) {
        return switch (request) {
            case RawMessage undecoded -> undecoded.peekText(field.getNumber());
            case Message message -> (String) message.getField(field);
            default -> throw new IllegalArgumentException("not a message: " + request.getClass());
        };
    }
}
