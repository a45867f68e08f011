package dev.pedigree.registry.rpc;

import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.RegistryWriterGrpc;
import io.grpc.ServerServiceDefinition;
import java.util.List;

/// The two gRPC services of the registry: what any admitted service may read, and what the gateway alone may do.
public final class RegistryEndpoints {
    private RegistryEndpoints() {}

    /// Complete, or the registry does not start: a method of the descriptors that nobody added is an error here.
    public static List<ServerServiceDefinition> bind(List<Methods> methods) {
        ServerServiceDefinition.Builder reader =
                ServerServiceDefinition.builder(RegistryReaderGrpc.getServiceDescriptor());
        ServerServiceDefinition.Builder writer =
                ServerServiceDefinition.builder(RegistryWriterGrpc.getServiceDescriptor());
        methods.forEach(some -> {
            some.addReads(reader);
            some.addWrites(writer);
        });
        return List.of(reader.build(), writer.build());
    }
}
