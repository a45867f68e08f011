package dev.pedigree.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.pedigree.lifecycle.access.Permission;
import dev.pedigree.v1.AssetServiceGrpc;
import io.grpc.ServiceDescriptor;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublicApiTest {
    private static final String GENERATED = "/dev/pedigree/v1/";

    @Test
    void permissionsOfTheProtoAreThoseOfTheRuleBook() {
        Set<String> stated = Arrays.stream(dev.pedigree.v1.Permission.values())
                .filter(permission -> permission != dev.pedigree.v1.Permission.PERMISSION_UNSPECIFIED
                        && permission != dev.pedigree.v1.Permission.UNRECOGNIZED)
                .map(permission -> Permissions.of(permission).name())
                .collect(Collectors.toSet());
        Set<String> known =
                Arrays.stream(Permission.values()).map(Permission::name).collect(Collectors.toSet());

        assertThat(stated).isEqualTo(known);
    }

    @Test
    void everyServiceOfThePublicPackageIsInTheTable() throws IOException, URISyntaxException {
        Set<String> known = PublicApi.SERVICES.stream()
                .map(service -> service.getName().substring("pedigree.v1.".length()) + "Grpc.class")
                .collect(Collectors.toSet());

        assertThat(generatedServices()).isEqualTo(known);
    }

    private static Set<String> generatedServices() throws IOException, URISyntaxException {
        URI location =
                AssetServiceGrpc.class.getResource("AssetServiceGrpc.class").toURI();
        if (!location.getScheme().equals("jar")) {
            return services(Path.of(location).getParent());
        }
        try (FileSystem jar = FileSystems.newFileSystem(location, Map.of())) {
            return services(jar.getPath(GENERATED));
        }
    }

    private static Set<String> services(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Grpc.class"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void everyMethodNamesWhatItIsAboutInItsFirstField() {
        List<String> aboveProjects = PublicApi.read().methods().stream()
                .filter(method -> method.subject().name().isEmpty())
                .map(PublicMethod::name)
                .sorted()
                .toList();

        assertThat(aboveProjects)
                .containsExactly("pedigree.v1.AssetService/CreateProject", "pedigree.v1.AssetService/ListProjects");
    }

    @Test
    void everyMethodThatNeedsNothingButACredentialIsKnown() {
        assertThat(PublicApi.read().methods().stream()
                        .filter(method -> method.permission() == Permission.AUTHENTICATED)
                        .map(PublicMethod::name))
                .containsExactlyInAnyOrder(
                        "pedigree.v1.AssetService/ListProjects", "pedigree.v1.ArtifactService/GetCapabilities");
    }

    @Test
    void deployingIsAskedForInTheEnvironmentThatTheRequestNames() {
        PublicMethod deploy = PublicApi.read()
                .find("pedigree.v1.LifecycleService/DeployVersion")
                .orElseThrow();

        assertThat(deploy.subject().environment().map(FieldDescriptor::getName)).contains("environment");
    }

    @Test
    void aMethodThatNobodyServesKeepsTheGatewayFromStarting() {
        Routes routes = new Routes(List.of(), List.of());

        assertThatThrownBy(routes::bind)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0 ways");
    }

    @Test
    void aMethodThatStatesNoPermissionKeepsTheGatewayFromStarting() {
        ServiceDescriptor health = io.grpc.health.v1.HealthGrpc.getServiceDescriptor();

        assertThatThrownBy(() -> PublicMethod.of(health.getMethods().iterator().next()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("states no permission");
    }
}
