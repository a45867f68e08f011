package dev.pedigree.gateway.door;

import static dev.pedigree.gateway.testing.Wire.assertRefusal;
import static dev.pedigree.gateway.testing.Wire.assertRefused;
import static dev.pedigree.gateway.testing.Wire.brokenFields;
import static dev.pedigree.gateway.testing.Wire.callEmpty;
import static dev.pedigree.gateway.testing.Wire.info;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_CREDENTIAL_INVALID;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_FIELDS_INVALID;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_METHOD_NOT_FOUND;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_PERMISSION_DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.DeploymentStory;
import dev.pedigree.gateway.testing.Stage;
import dev.pedigree.lifecycle.access.Permission;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.CreateProjectRequest;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.DeployVersionRequest;
import dev.pedigree.v1.EndDeploymentRequest;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.ListProjectsRequest;
import dev.pedigree.v1.Version;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.stub.MetadataUtils;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = Stage.open();
        stage.registry()
                .versions
                .put(
                        DeploymentStory.VERSION,
                        Version.newBuilder().setName(DeploymentStory.VERSION).build());
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    static Stream<MethodDescriptor<?, ?>> everyMethod() {
        return PublicApi.read().methods().stream().map(PublicMethod::rpc);
    }

    static Stream<MethodDescriptor<?, ?>> everyMethodWithAPermission() {
        return PublicApi.read().methods().stream()
                .filter(method -> method.permission() != Permission.AUTHENTICATED)
                .map(PublicMethod::rpc);
    }

    @ParameterizedTest
    @MethodSource("everyMethod")
    void everyMethodNeedsACredential(MethodDescriptor<?, ?> method) {
        assertRefusal(
                Status.Code.UNAUTHENTICATED, ERROR_REASON_CREDENTIAL_INVALID, callEmpty(stage.anonymous(), method));
    }

    @ParameterizedTest
    @MethodSource("everyMethod")
    void noMethodTakesATokenThatHasExpired(MethodDescriptor<?, ?> method) {
        assertRefusal(
                Status.Code.UNAUTHENTICATED,
                ERROR_REASON_CREDENTIAL_INVALID,
                callEmpty(stage.with(stage.people().expired()), method));
    }

    @ParameterizedTest
    @MethodSource("everyMethodWithAPermission")
    void everyMethodNeedsItsPermission(MethodDescriptor<?, ?> method) {
        assertRefusal(
                Status.Code.PERMISSION_DENIED,
                ERROR_REASON_PERMISSION_DENIED,
                callEmpty(stage.with(stage.people().nobody()), method));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer unknown", "Basic YTpi", "pedigree_abc"})
    void whatIsNotAKnownTokenIsRefused(String authorization) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
        Channel channel =
                ClientInterceptors.intercept(stage.anonymous(), MetadataUtils.newAttachHeadersInterceptor(headers));

        assertRefused(Status.Code.UNAUTHENTICATED, ERROR_REASON_CREDENTIAL_INVALID, () -> getVersion(channel));
    }

    @Test
    void theAdminOfAnotherProjectIsDeniedInWordsThatDoNotTellWhetherTheResourceExists() {
        StatusRuntimeException refusal = assertRefused(
                Status.Code.PERMISSION_DENIED,
                ERROR_REASON_PERMISSION_DENIED,
                () -> getVersion(stage.with(stage.people().stranger())));

        assertThat(refusal.getStatus().getDescription())
                .isEqualTo(
                        "Permission 'ASSET_READ' denied on resource '%s' (or it might not exist)",
                        DeploymentStory.VERSION);
        assertThat(info(refusal).getMetadataMap())
                .containsEntry("permission", "ASSET_READ")
                .containsEntry("resource", DeploymentStory.VERSION);
    }

    @Test
    void whoMayReadReads() {
        assertThat(getVersion(stage.with(stage.people().reader())).getName()).isEqualTo(DeploymentStory.VERSION);
    }

    @Test
    void permissionIsAskedForBeforeTheRequestIsValidated() {
        CreateVersionRequest broken = CreateVersionRequest.newBuilder()
                .setParent(DeploymentStory.MODEL)
                .setRequestId("not a uuid")
                .build();

        assertRefused(
                Status.Code.PERMISSION_DENIED,
                ERROR_REASON_PERMISSION_DENIED,
                () -> assets(stage.people().reader()).createVersion(broken));
    }

    @Test
    void whoMayHearsEverythingThatIsWrongWithARequestAtOnce() {
        CreateVersionRequest broken = CreateVersionRequest.newBuilder()
                .setParent("digits/net")
                .setRequestId("not a uuid")
                .build();

        StatusRuntimeException refusal = assertRefused(
                Status.Code.INVALID_ARGUMENT,
                ERROR_REASON_FIELDS_INVALID,
                () -> assets(stage.people().admin()).createVersion(broken));

        assertThat(brokenFields(refusal)).contains("parent", "record", "request_id");
    }

    @Test
    void aNameWithoutAProjectIsExplainedToWhoHoldsThePermissionSomewhere() {
        GetVersionRequest request =
                GetVersionRequest.newBuilder().setName("digits/net").build();

        StatusRuntimeException refusal = assertRefused(
                Status.Code.INVALID_ARGUMENT,
                ERROR_REASON_FIELDS_INVALID,
                () -> assets(stage.people().reader()).getVersion(request));

        assertThat(brokenFields(refusal)).containsExactly("name");
    }

    @Test
    void aResourceOfAnyLengthCanBeDenied() {
        GetVersionRequest request = GetVersionRequest.newBuilder()
                .setName("projects/digits/" + "x".repeat(100_000))
                .build();

        assertRefused(
                Status.Code.PERMISSION_DENIED,
                ERROR_REASON_PERMISSION_DENIED,
                () -> assets(stage.people().stranger()).getVersion(request));
    }

    @Test
    void onlyTheAdminOfEveryProjectCreatesProjects() {
        CreateProjectRequest request =
                CreateProjectRequest.newBuilder().setProjectId("other").build();

        assertRefused(
                Status.Code.PERMISSION_DENIED,
                ERROR_REASON_PERMISSION_DENIED,
                () -> assets(stage.people().stranger()).createProject(request));
    }

    @Test
    void aDeployerOfOneEnvironmentDeploysToNoOther() {
        DeployVersionRequest request =
                DeploymentStory.deploy().setEnvironment("production").build();

        assertRefused(
                Status.Code.PERMISSION_DENIED,
                ERROR_REASON_PERMISSION_DENIED,
                () -> lifecycle(stage.people().stagingDeployer()).deployVersion(request));
    }

    @Test
    void theEnvironmentOfARelayedMethodIsReadFromItsName() {
        EndDeploymentRequest request = EndDeploymentRequest.newBuilder()
                .setName(DeploymentStory.MODEL + "/environments/production/deployments/1")
                .build();

        assertRefused(
                Status.Code.PERMISSION_DENIED,
                ERROR_REASON_PERMISSION_DENIED,
                () -> lifecycle(stage.people().stagingDeployer()).endDeployment(request));
    }

    @Test
    void whatOnlyTheMeshMaySayIsStripped() {
        Metadata forged = new Metadata();
        forged.put(Metadata.Key.of("pedigree-identity", Metadata.ASCII_STRING_MARSHALLER), "user:admin");
        forged.put(Metadata.Key.of("pedigree-service-token", Metadata.ASCII_STRING_MARSHALLER), "lineage:guess");
        Channel channel = ClientInterceptors.intercept(
                stage.with(stage.people().reader()), MetadataUtils.newAttachHeadersInterceptor(forged));
        stage.registry().callers.clear();

        getVersion(channel);

        assertThat(stage.registry().callers).singleElement().satisfies(caller -> {
            assertThat(caller.service()).isEqualTo("gateway");
            assertThat(caller.principal()).isEqualTo(Optional.of("user:reader"));
        });
    }

    @Test
    void anUnknownMethodIsRefusedWithAReason() {
        MethodDescriptor<ListProjectsRequest, Version> unknown =
                MethodDescriptor.<ListProjectsRequest, Version>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName("pedigree.v1.AssetService/DropEverything")
                        .setRequestMarshaller(
                                AssetServiceGrpc.getListProjectsMethod().getRequestMarshaller())
                        .setResponseMarshaller(
                                AssetServiceGrpc.getGetVersionMethod().getResponseMarshaller())
                        .build();

        assertRefusal(
                Status.Code.UNAUTHENTICATED, ERROR_REASON_CREDENTIAL_INVALID, callEmpty(stage.anonymous(), unknown));
        assertRefusal(
                Status.Code.UNIMPLEMENTED,
                ERROR_REASON_METHOD_NOT_FOUND,
                callEmpty(stage.with(stage.people().admin()), unknown));
    }

    @Test
    void theMeshIsNotServedHere() {
        assertRefusal(
                Status.Code.UNIMPLEMENTED,
                ERROR_REASON_METHOD_NOT_FOUND,
                callEmpty(
                        stage.with(stage.people().admin()),
                        dev.pedigree.mesh.v1.RegistryWriterGrpc.getDeployVersionMethod()));
    }

    @Test
    void healthIsOpenToEveryone() {
        assertThat(HealthGrpc.newBlockingStub(stage.anonymous())
                        .check(HealthCheckRequest.newBuilder()
                                .setService("pedigree.v1.AssetService")
                                .build())
                        .getStatus())
                .isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void reflectionNeedsACredential() {
        assertRefusal(
                Status.Code.UNAUTHENTICATED,
                ERROR_REASON_CREDENTIAL_INVALID,
                callEmpty(stage.anonymous(), ServerReflectionGrpc.getServerReflectionInfoMethod()));
    }

    private static Version getVersion(Channel channel) {
        return AssetServiceGrpc.newBlockingStub(channel)
                .getVersion(GetVersionRequest.newBuilder()
                        .setName(DeploymentStory.VERSION)
                        .build());
    }

    private static AssetServiceGrpc.AssetServiceBlockingStub assets(String token) {
        return AssetServiceGrpc.newBlockingStub(stage.with(token));
    }

    private static LifecycleServiceGrpc.LifecycleServiceBlockingStub lifecycle(String token) {
        return LifecycleServiceGrpc.newBlockingStub(stage.with(token));
    }
}
