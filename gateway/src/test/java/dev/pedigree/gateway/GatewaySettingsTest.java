package dev.pedigree.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.chassis.settings.SettingsException;
import dev.pedigree.gateway.limit.LimitSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewaySettingsTest {
    @Test
    void theDefaultsFitOneMachine() {
        GatewaySettings settings = read(Map.of("PEDIGREE_TOKENS_FILE", "/run/tokens"));

        assertThat(settings.host().listen()).isEqualTo(new Endpoint.Tcp("0.0.0.0", 7400));
        assertThat(settings.registry().endpoint()).isEqualTo(new Endpoint.Tcp("localhost", 7410));
        assertThat(settings.artifact().endpoint()).isEqualTo(new Endpoint.Tcp("localhost", 7420));
        assertThat(settings.lineage().endpoint()).isEqualTo(new Endpoint.Tcp("localhost", 7430));
        assertThat(settings.transferTimeout()).isGreaterThan(settings.artifact().timeout());
        assertThat(settings.tokens()).isEqualTo(Path.of("/run/tokens"));
        assertThat(settings.limits()).isEqualTo(LimitSettings.usual());
    }

    @Test
    void limitsCanBeSet() {
        GatewaySettings settings = read(Map.of(
                "PEDIGREE_TOKENS_FILE", "/run/tokens",
                "PEDIGREE_CALLER_CALLS_AT_ONCE", "5",
                "PEDIGREE_CALLER_CALLS_PER_SECOND", "100"));

        assertThat(settings.limits()).isEqualTo(new LimitSettings(5, 100));
    }

    @Test
    void thereIsNoDefaultForWhomToLetIn() {
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("PEDIGREE_TOKENS_FILE");
    }

    private static GatewaySettings read(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        GatewaySettings read = GatewaySettings.read(settings);
        settings.finish();
        return read;
    }
}
