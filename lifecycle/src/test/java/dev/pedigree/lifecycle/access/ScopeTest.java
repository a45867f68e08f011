package dev.pedigree.lifecycle.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.lifecycle.InvalidName;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

    @ParameterizedTest
    @CsvSource({
        "projects/p,",
        "projects/p/models/m/versions/3,",
        "projects/p/models/-/environments/prod, prod",
        "projects/p/models/m/environments/prod, prod",
        "projects/p/models/m/environments/prod/deployments/4, prod",
        "projects/p/models/m/environments/prod/deployPolicy, prod",
        "projects/p/datasets/environments/versions/1,",
    })
    void itIsReadFromAnyName(String name, String environment) {
        Scope scope = Scope.ofName(name);

        assertThat(scope.project()).hasToString("Optional[projects/p]");
        assertThat(scope.environment()).isEqualTo(Optional.ofNullable(environment));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "projects", "projects/", "projects/-/models/m", "p/projects", "projects/*"})
    void aNameWithoutAProjectHasNone(String name) {
        assertThatThrownBy(() -> Scope.ofName(name)).isInstanceOf(InvalidName.class);
    }
}
