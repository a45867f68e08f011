package dev.pedigree.registry.rpc;

import io.grpc.ServerServiceDefinition;

/// Some methods of the registry, which add themselves to the gRPC service that they belong to.
public interface Methods {

    /// To `RegistryReader`.
    void addReads(ServerServiceDefinition.Builder reader);

    /// To `RegistryWriter`.
    void addWrites(ServerServiceDefinition.Builder writer);
}
