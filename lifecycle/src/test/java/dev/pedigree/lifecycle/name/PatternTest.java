package dev.pedigree.lifecycle.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.lifecycle.InvalidName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {

    @ParameterizedTest
    @CsvSource({
        "projects/p/models/m/environments/prod, true",
        "projects/p/models/-/environments/prod, true",
        "projects/p/models/m/environments/-, true",
        "projects/p/models/-/environments/-, true",
        "projects/q/models/-/environments/-, false",
        "projects/p/models/n/environments/-, false",
        "projects/p/models/-/environments/test, false",
    })
    void aHyphenStandsForAll(String pattern, boolean matches) {
        EnvironmentName name = EnvironmentName.parse("projects/p/models/m/environments/prod");

        assertThat(EnvironmentPattern.parse(pattern).matches(name)).isEqualTo(matches);
        assertThat(EnvironmentPattern.parse(pattern)).hasToString(pattern);
    }

    @Test
    void assetsOfOneKindArePickedByAPattern() {
        AssetPattern models = AssetPattern.parse("projects/p/models/-");

        assertThat(models).hasToString("projects/p/models/-");
        assertThat(models.matches(AssetName.parse("projects/p/models/m"))).isTrue();
        assertThat(models.matches(AssetName.parse("projects/p/datasets/m"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "projects/-/models/m/environments/prod",
                "projects/p/-/m/environments/prod",
                "projects/p/datasets/-/environments/prod",
                "projects/p/models/*/environments/prod",
            })
    void neitherProjectNorKindCanBeWild(String pattern) {
        assertThatThrownBy(() -> EnvironmentPattern.parse(pattern)).isInstanceOf(InvalidName.class);
    }

    @Test
    void aNameIsNeverWild() {
        assertThatThrownBy(() -> EnvironmentName.parse("projects/p/models/-/environments/prod"))
                .isInstanceOf(InvalidName.class);
    }
}
