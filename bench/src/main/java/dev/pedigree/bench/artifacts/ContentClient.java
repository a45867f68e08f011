package dev.pedigree.bench.artifacts;

import dev.pedigree.chassis.settings.MeshSettings;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.standalone.Mesh;
import dev.pedigree.standalone.ServiceKind;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.ArtifactServiceGrpc.ArtifactServiceBlockingStub;
import dev.pedigree.v1.ArtifactServiceGrpc.ArtifactServiceStub;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// `pedigree.v1.ArtifactService` as one client sees it, over a few connections with windows that fit large messages.
final class ContentClient implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final int WINDOW = 8 << 20;
    private static final int MOST_BYTES = 8 << 20;
    private static final Duration DEADLINE = Duration.ofMinutes(4);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final List<ManagedChannel> channels;
    private final ClientInterceptor identity;
    private final AtomicInteger turn = new AtomicInteger();

    private ContentClient(String address, ClientInterceptor identity) {
        this.channels =
                Stream.generate(() -> channel(address)).limit(CONNECTIONS).toList();
        this.identity = identity;
    }

    /// As any client: the public address, and a token.
    static ContentClient throughGateway(Mesh mesh) throws IOException {
        Metadata credentials = new Metadata();
        credentials.put(
                AUTHORIZATION, "Bearer " + Files.readString(mesh.tokenFile()).strip());
        return new ContentClient(mesh.address(), MetadataUtils.newAttachHeadersInterceptor(credentials));
    }

    /// As the gateway: the service's own address, and the gateway's identity.
    static ContentClient straight(Mesh mesh) {
        MeshSettings gateway = MeshSettings.read(new Settings(mesh.settings(ServiceKind.GATEWAY)));
        return new ContentClient(
                mesh.settings(ServiceKind.ARTIFACT).get("PEDIGREE_LISTEN"),
                gateway.headersFor(ServiceKind.ARTIFACT.id(), Clock.systemUTC()));
    }

    private static ManagedChannel channel(String address) {
        return NettyChannelBuilder.forTarget(address)
                .usePlaintext()
                .disableRetry()
                .flowControlWindow(WINDOW)
                .maxInboundMessageSize(MOST_BYTES)
                .build();
    }

    /// For one call that begins now.
    ArtifactServiceBlockingStub calls() {
        return prepared(ArtifactServiceGrpc.newBlockingStub(next()));
    }

    /// For one stream that begins now.
    ArtifactServiceStub streams() {
        return prepared(ArtifactServiceGrpc.newStub(next()));
    }

    private <S extends AbstractStub<S>> S prepared(S stub) {
        return stub.withInterceptors(identity).withDeadlineAfter(DEADLINE);
    }

    private ManagedChannel next() {
        return channels.get(Math.floorMod(turn.getAndIncrement(), CONNECTIONS));
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
