package dev.pedigree.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.chassis.settings.SettingsException;
import dev.pedigree.chassis.settings.UpstreamSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineageSettingsTest {
    @Test
    void anEmptyEnvironmentIsEnough() {
        assertThat(LineageSettings.read(new Settings(Map.of())))
                .isEqualTo(LineageSettings.of(UpstreamSettings.of(new Endpoint.Tcp("localhost", 7410))));
    }

    @Test
    void patienceCanBeSet() {
        LineageSettings settings = LineageSettings.read(new Settings(Map.of(
                "PEDIGREE_REGISTRY_ENDPOINT", "registry:1",
                "PEDIGREE_FRESHNESS_WAIT", "2s",
                "PEDIGREE_FEED_SILENCE", "3s",
                "PEDIGREE_FEED_PATIENCE", "4s")));

        assertThat(settings.registry().endpoint()).isEqualTo(new Endpoint.Tcp("registry", 1));
        assertThat(settings.freshnessWait()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.feedSilence()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.feedPatience()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void aMisspeltSettingIsRefusedWithASuggestion() {
        Settings settings = new Settings(Map.of("PEDIGREE_FEED_PATIENSE", "4s"));
        LineageSettings.read(settings);

        assertThatThrownBy(settings::finish)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("PEDIGREE_FEED_PATIENCE");
    }
}
