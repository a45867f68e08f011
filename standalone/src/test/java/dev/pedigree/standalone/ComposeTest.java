package dev.pedigree.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/// docker-compose.yml gives every service the settings that the launcher gives it, and those are seen to work here.
final class ComposeTest {
    /// The launcher does not wait for anyone to notice that it goes down.
    private static final String NOTICE = "PEDIGREE_DRAIN_NOTICE";

    @TempDir
    static Path data;

    private static Mesh mesh;
    private static Map<String, Map<String, Object>> services;

    @BeforeAll
    static void start() throws IOException {
        try (Reader file = Files.newBufferedReader(Path.of("..", "docker-compose.yml"))) {
            Map<String, Map<String, Map<String, Object>>> compose = new Yaml().load(file);
            services = compose.get("services");
        }
        mesh = Mesh.local(data, 0);
    }

    @AfterAll
    static void stop() {
        mesh.close();
    }

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void givesTheSettingsThatTheLauncherGives(ServiceKind service) {
        Set<String> expected = new TreeSet<>(mesh.settings(service).keySet());
        expected.remove(NOTICE);
        assertThat(environment(service.id()).keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void admitsWhomTheLauncherAdmits(ServiceKind service) {
        assertThat(environment(service.id())
                        .getOrDefault("PEDIGREE_MESH_ADMIT", "")
                        .toString()
                        .strip())
                .isEqualTo(mesh.settings(service).getOrDefault("PEDIGREE_MESH_ADMIT", ""));
    }

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void runsTheServicesOwnMain(ServiceKind service) {
        assertThat(services.get(service.id()).get("command")).asString().contains(service.mainClass());
    }

    @Test
    void publishesTheGatewayOnly() {
        assertThat(services)
                .allSatisfy((name, service) ->
                        assertThat(service.containsKey("ports")).as(name).isEqualTo(name.equals("gateway")));
    }

    @Test
    void hasNoDefaultSecret() {
        assertThat(services.values())
                .allSatisfy(service -> assertThat(environment(service)).allSatisfy((name, value) -> {
                    if (name.matches(".*(PASSWORD|SECRET|KEY|TOKEN)")) {
                        assertThat(value.toString()).as(name).contains("${").contains(":?");
                    }
                }));
    }

    private static Map<String, Object> environment(String service) {
        return environment(services.get(service));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> environment(Map<String, Object> service) {
        return (Map<String, Object>) service.getOrDefault("environment", Map.of());
    }
}
