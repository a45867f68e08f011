package dev.pedigree.chassis.rpc;

import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Builds a service some of whose methods have marshallers of their own, which the description of the service
/// must name.
public final class Methods {
    private final ServiceDescriptor service;
    private final List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();

    public Methods(ServiceDescriptor service) {
        this.service = service;
    }

    public <Q, R> Methods add(MethodDescriptor<Q, R> method, ServerCallHandler<Q, R> handler) {
        methods.add(ServerMethodDefinition.create(method, handler));
        return this;
    }

    /// @throws IllegalStateException if a method of the service is missing
    public ServerServiceDefinition build() {
        Set<String> missing = new HashSet<>();
        service.getMethods().forEach(method -> missing.add(method.getFullMethodName()));
        ServiceDescriptor.Builder description =
                ServiceDescriptor.newBuilder(service.getName()).setSchemaDescriptor(service.getSchemaDescriptor());
        for (ServerMethodDefinition<?, ?> method : methods) {
            description.addMethod(method.getMethodDescriptor());
            missing.remove(method.getMethodDescriptor().getFullMethodName());
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("nobody serves " + missing);
        }
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(description.build());
        methods.forEach(definition::addMethod);
        return definition.build();
    }
}
