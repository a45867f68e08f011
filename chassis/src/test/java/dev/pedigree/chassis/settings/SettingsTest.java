package dev.pedigree.chassis.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.chassis.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private static Settings settings(String... pairs) {
        Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin", "HOME", "/root"));
        for (int index = 0; index < pairs.length; index += 2) {
            environment.put("PEDIGREE_" + pairs[index], pairs[index + 1]);
        }
        return new Settings(environment);
    }

    @Test
    void withoutAnEnvironmentTheDefaultsHold() {
        Settings settings = settings();

        HostSettings host = HostSettings.read(settings, 7410, 7411);
        UpstreamSettings upstream = UpstreamSettings.read(settings, "REGISTRY", new Endpoint.Tcp("localhost", 7410));
        settings.finish();

        assertThat(host.listen()).isEqualTo(new Endpoint.Tcp("0.0.0.0", 7410));
        assertThat(host.metrics()).isEqualTo(new Endpoint.Tcp("0.0.0.0", 7411));
        assertThat(host.reflection()).isFalse();
        assertThat(host.grace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(upstream).isEqualTo(UpstreamSettings.of(new Endpoint.Tcp("localhost", 7410)));
    }

    @Test
    void aMisspeltNameKeepsTheServiceFromStartingAndIsPutRight() {
        Settings settings = settings("DRAIN_GRAECE", "5s");
        HostSettings.read(settings, 1, 2);

        assertThatThrownBy(settings::finish)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("PEDIGREE_DRAIN_GRAECE")
                .hasMessageContaining("did you mean PEDIGREE_DRAIN_GRACE?");
    }

    @Test
    void aRequiredSettingThatIsMissingIsNamed() {
        assertThatThrownBy(() -> S3Settings.read(settings()))
                .isInstanceOf(SettingsException.class)
                .hasMessage("PEDIGREE_S3_ACCESS_KEY is required");
    }

    @ParameterizedTest
    @CsvSource({
        "MOST_CALLS, 0, must be between 1 and 100000",
        "MOST_CALLS, many, must be a number",
        "REFLECTION, yes, must be true or false",
        "DRAIN_GRACE, 30, must be a duration such as",
        "DRAIN_GRACE, 90h, must be between",
        "LISTEN, 7410, must be host:port",
        "LISTEN, localhost:70000, must be host:port",
        "LOG, xml, must be json or plain"
    })
    void aValueThatMakesNoSenseIsRefusedWithWhatWould(String name, String value, String words) {
        assertThatThrownBy(() -> HostSettings.read(settings(name, value), 1, 2))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("PEDIGREE_" + name)
                .hasMessageContaining(words);
    }

    @Test
    void aSecretMayComeFromAFileAndIsNeverShown(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "hunter2\n");
        Settings settings = settings("DATABASE_PASSWORD_FILE", file.toString(), "DATABASE_OWNER_PASSWORD", "hunter3");

        DatabaseSettings database = DatabaseSettings.read(settings);
        settings.finish();

        assertThat(database.password()).isEqualTo("hunter2");
        assertThat(settings.effective())
                .contains("PEDIGREE_DATABASE_PASSWORD=***", "PEDIGREE_DATABASE_USER=pedigree_service")
                .doesNotContain("hunter");
        assertThat(database.toString()).doesNotContain("hunter");
    }

    @Test
    void aSecretGivenTwiceIsRefused() {
        assertThatThrownBy(() -> settings("X", "1", "X_FILE", "/dev/null").secret("X"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("given twice");
    }

    @Test
    void theMeshIsReadFromPairs() {
        MeshSettings mesh = MeshSettings.read(settings(
                "MESH_TOKEN", "lineage:secret",
                "MESH_IDENTITY_KEY", KEY,
                "MESH_CALLERS", "gateway=ab12; lineage=cd34;",
                "MESH_ADMIT",
                        "pedigree.mesh.v1.RegistryReader=gateway, lineage;pedigree.mesh.v1.RegistryWriter=gateway"));

        assertThat(mesh.token().orElseThrow().service()).isEqualTo("lineage");
        assertThat(mesh.admissions().fingerprints())
                .containsEntry("gateway", "ab12")
                .containsEntry("lineage", "cd34");
        assertThat(mesh.admissions().admitted())
                .containsEntry("pedigree.mesh.v1.RegistryReader", Set.of("gateway", "lineage"))
                .containsEntry("pedigree.mesh.v1.RegistryWriter", Set.of("gateway"));
    }

    @Test
    void aMeshWithoutSettingsAdmitsNobody() {
        MeshSettings mesh = MeshSettings.read(settings());

        assertThat(mesh.admissions().admits("gateway", "pedigree.mesh.v1.RegistryWriter"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:7400, localhost:7400",
        "0.0.0.0:0, 0.0.0.0:0",
        "[::1]:7400, [::1]:7400",
        "in-process:registry, in-process:registry"
    })
    void endpointsReadAsTheyAreWritten(String text, String again) {
        assertThat(Endpoint.parse(text)).hasToString(again);
    }
}
