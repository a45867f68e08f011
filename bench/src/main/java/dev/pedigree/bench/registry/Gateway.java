package dev.pedigree.bench.registry;

import dev.pedigree.bench.Connections;
import dev.pedigree.standalone.Mesh;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.AssetServiceGrpc.AssetServiceBlockingStub;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;

/// The public address as clients see it: a few connections, a token, a deadline on every call.
final class Gateway implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Connections connections;
    private final Metadata credentials = new Metadata();

    private Gateway(Connections connections, String token) {
        this.connections = connections;
        credentials.put(AUTHORIZATION, "Bearer " + token);
    }

    static Gateway of(Mesh mesh) throws IOException {
        return new Gateway(
                Connections.to(mesh.address()),
                Files.readString(mesh.tokenFile()).strip());
    }

    /// For the client of this number.
    AssetServiceBlockingStub assets(int client) {
        return AssetServiceGrpc.newBlockingStub(connections.of(client)).withInterceptors(authorised());
    }

    ArtifactServiceGrpc.ArtifactServiceBlockingStub artifacts() {
        return inTime(ArtifactServiceGrpc.newBlockingStub(connections.of(0)));
    }

    ArtifactServiceGrpc.ArtifactServiceStub artifactStreams() {
        return inTime(ArtifactServiceGrpc.newStub(connections.of(0)));
    }

    private <S extends AbstractStub<S>> S inTime(S stub) {
        return Connections.inTime(stub.withInterceptors(authorised()));
    }

    private ClientInterceptor authorised() {
        return MetadataUtils.newAttachHeadersInterceptor(credentials);
    }

    @Override
    public void close() {
        connections.close();
    }
}
