package dev.pedigree.gateway.door;

import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.LabelServiceGrpc;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.LineageServiceGrpc;
import io.grpc.ServiceDescriptor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The public API as its protos state it: every method with the permission it needs.
final class PublicApi {
    static final List<ServiceDescriptor> SERVICES = List.of(
            AssetServiceGrpc.getServiceDescriptor(),
            LifecycleServiceGrpc.getServiceDescriptor(),
            ArtifactServiceGrpc.getServiceDescriptor(),
            LineageServiceGrpc.getServiceDescriptor(),
            LabelServiceGrpc.getServiceDescriptor());

    private final Map<String, PublicMethod> methods;

    private PublicApi(Map<String, PublicMethod> methods) {
        this.methods = methods;
    }

    /// @throws IllegalStateException if a method states no permission
    static PublicApi read() {
        return new PublicApi(SERVICES.stream()
                .flatMap(service -> service.getMethods().stream())
                .map(PublicMethod::of)
                .collect(Collectors.toUnmodifiableMap(PublicMethod::name, Function.identity())));
    }

    Collection<PublicMethod> methods() {
        return methods.values();
    }

    Optional<PublicMethod> find(String fullName) {
        return Optional.ofNullable(methods.get(fullName));
    }
}
