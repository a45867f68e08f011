package dev.pedigree.label.upstream;

import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.RegistryReaderGrpc.RegistryReaderBlockingStub;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.Version;

/// The registry: what versions say. Every method answers or throws a `Fault`.
public final class RegistryClient {
    private final Upstream upstream;
    private final RegistryReaderBlockingStub reader;

    public RegistryClient(Upstream upstream) {
        this.upstream = upstream;
        this.reader = RegistryReaderGrpc.newBlockingStub(upstream.channel());
    }

    /// By number, `latest` or `@alias`.
    public Version version(String name) {
        GetVersionRequest request = GetVersionRequest.newBuilder().setName(name).build();
        return upstream.call(reader, stub -> stub.getVersion(request));
    }
}
