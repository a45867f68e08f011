package dev.pedigree.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.chassis.settings.S3Settings;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.chassis.settings.SettingsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArtifactSettingsTest {
    private static final Map<String, String> DIRECT = Map.of("PEDIGREE_S3_PUBLIC_ENDPOINT", "http://localhost:9000");

    @Test
    void aLeaseIsNoShorterThanSignedRequestsAreGood() {
        assertThat(lease("30m", DIRECT)).isEqualTo(Duration.ofMinutes(30));
        assertThatThrownBy(() -> lease("29m", DIRECT))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("PEDIGREE_LEASE must be at least 30 minutes")
                .hasMessageContaining("PEDIGREE_S3_PUBLIC_ENDPOINT");
    }

    @Test
    void whereNothingIsSignedItMayBeShorter() {
        assertThat(lease("10m", Map.of())).isEqualTo(Duration.ofMinutes(10));
        assertThatThrownBy(() -> lease("9m", Map.of())).isInstanceOf(SettingsException.class);
    }

    private static Duration lease(String lease, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(
                Map.of("PEDIGREE_LEASE", lease, "PEDIGREE_S3_ACCESS_KEY", "key", "PEDIGREE_S3_SECRET_KEY", "secret"));
        environment.putAll(more);
        Settings settings = new Settings(environment);
        return ArtifactSettings.read(settings, S3Settings.read(settings))
                .lease()
                .atLeast();
    }
}
