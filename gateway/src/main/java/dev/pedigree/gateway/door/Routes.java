package dev.pedigree.gateway.door;

import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How every public method is served: by an operation, if there is one, else by passing it on to the one service behind
/// the gateway that has the same method. A method that is served neither way, or by two, keeps the gateway from
/// starting.
public final class Routes {
    private final Map<String, Operation<?, ?>> operations = new HashMap<>();
    private final List<Destination> destinations;

    public Routes(Collection<Operation<?, ?>> operations, List<Destination> destinations) {
        operations.forEach(operation -> this.operations.put(operation.rpc().getFullMethodName(), operation));
        this.destinations = List.copyOf(destinations);
    }

    /// The public services, complete.
    public List<ServerServiceDefinition> bind() {
        PublicApi api = PublicApi.read();
        operations.keySet().stream().filter(name -> api.find(name).isEmpty()).forEach(name -> {
            throw new IllegalStateException(name + " is an operation and no public method");
        });
        return PublicApi.SERVICES.stream().map(this::bind).toList();
    }

    private ServerServiceDefinition bind(ServiceDescriptor service) {
        List<ServerMethodDefinition<?, ?>> methods = service.getMethods().stream()
                .map(PublicMethod::of)
                .map(this::route)
                .toList();
        // Relayed methods have marshallers of their own, which the description of the service must name.
        ServiceDescriptor.Builder description =
                ServiceDescriptor.newBuilder(service.getName()).setSchemaDescriptor(service.getSchemaDescriptor());
        methods.forEach(method -> description.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(description.build());
        methods.forEach(definition::addMethod);
        return definition.build();
    }

    private ServerMethodDefinition<?, ?> route(PublicMethod method) {
        if (operations.containsKey(method.name())) {
            return operations.get(method.name()).bind();
        }
        List<ServerMethodDefinition<?, ?>> relays = destinations.stream()
                .<ServerMethodDefinition<?, ?>>flatMap(destination -> destination.relays(method))
                .toList();
        if (relays.size() != 1) {
            throw new IllegalStateException("%s is served in %d ways".formatted(method.name(), relays.size()));
        }
        return relays.getFirst();
    }
}
