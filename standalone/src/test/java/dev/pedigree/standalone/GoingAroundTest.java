package dev.pedigree.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pedigree.mesh.v1.ArtifactHoldsGrpc;
import dev.pedigree.mesh.v1.GetTrainingLineageRequest;
import dev.pedigree.mesh.v1.HoldManifestRequest;
import dev.pedigree.mesh.v1.LineageFactsGrpc;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.RegistryWriterGrpc;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.CreateProjectRequest;
import dev.pedigree.v1.GetProjectRequest;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever goes around the gateway is refused by every service behind it.
final class GoingAroundTest {
    private static final Metadata.Key<String> SERVICE_TOKEN =
            Metadata.Key.of("pedigree-service-token", Metadata.ASCII_STRING_MARSHALLER);

    @TempDir
    static Path data;

    private static Mesh mesh;

    @BeforeAll
    static void start() {
        mesh = Mesh.processes(data, 0);
    }

    @AfterAll
    static void stop() {
        mesh.close();
    }

    @Test
    void strangersAreRefusedByEveryService() {
        inEveryService(new Metadata(), Status.Code.UNAUTHENTICATED);
    }

    @Test
    void aWrongSecretIsRefusedByEveryService() {
        inEveryService(serviceToken("gateway:guess"), Status.Code.UNAUTHENTICATED);
    }

    @Test
    void lineageMayReadTheRegistryAndNotWriteToIt() {
        String token = MeshSecrets.in(data).token(ServiceKind.LINEAGE);
        to(ServiceKind.REGISTRY, serviceToken(token), channel -> {
            assertThat(refusal(() -> RegistryReaderGrpc.newBlockingStub(channel)
                                    .getProject(GetProjectRequest.newBuilder()
                                            .setName("projects/nowhere")
                                            .build()))
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.NOT_FOUND);
            assertThat(refusal(() -> RegistryWriterGrpc.newBlockingStub(channel).createProject(project()))
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.PERMISSION_DENIED);
        });
    }

    @Test
    void theGatewayWithoutASignedUserWritesNothing() {
        String token = MeshSecrets.in(data).token(ServiceKind.GATEWAY);
        to(
                ServiceKind.REGISTRY,
                serviceToken(token),
                channel -> assertThat(refusal(() -> RegistryWriterGrpc.newBlockingStub(channel)
                                        .createProject(project()))
                                .getStatus()
                                .getCode())
                        .isEqualTo(Status.Code.UNAUTHENTICATED));
    }

    private static void inEveryService(Metadata headers, Status.Code code) {
        to(
                ServiceKind.REGISTRY,
                headers,
                channel -> assertThat(refusal(() -> RegistryWriterGrpc.newBlockingStub(channel)
                                        .createProject(project()))
                                .getStatus()
                                .getCode())
                        .isEqualTo(code));
        to(
                ServiceKind.ARTIFACT,
                headers,
                channel -> assertThat(refusal(() -> ArtifactHoldsGrpc.newBlockingStub(channel)
                                        .holdManifest(HoldManifestRequest.newBuilder()
                                                .setParent("projects/p")
                                                .setManifestDigest(Records.DIGEST)
                                                .build()))
                                .getStatus()
                                .getCode())
                        .isEqualTo(code));
        to(
                ServiceKind.LINEAGE,
                headers,
                channel -> assertThat(refusal(() -> LineageFactsGrpc.newBlockingStub(channel)
                                        .getTrainingLineage(GetTrainingLineageRequest.newBuilder()
                                                .setVersion("projects/p/models/m/versions/1")
                                                .build()))
                                .getStatus()
                                .getCode())
                        .isEqualTo(code));
    }

    private interface Attempt {
        void with(Channel channel);
    }

    private static void to(ServiceKind service, Metadata headers, Attempt attempt) {
        ManagedChannel channel = Grpc.newChannelBuilder(mesh.endpoint(service), InsecureChannelCredentials.create())
                .build();
        try {
            attempt.with(ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers)));
        } finally {
            channel.shutdownNow();
        }
    }

    private static Metadata serviceToken(String token) {
        Metadata headers = new Metadata();
        headers.put(SERVICE_TOKEN, token);
        return headers;
    }

    private static CreateProjectRequest project() {
        return CreateProjectRequest.newBuilder().setProjectId("intruder").build();
    }

    private static StatusRuntimeException refusal(ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }
}
