package dev.pedigree.lifecycle.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.lifecycle.InvalidName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionReferenceTest {

    private static final String VERSIONS = "projects/p/models/m/versions/";

    @Test
    void aNumberIsExact() {
        assertThat(VersionReference.parse(VERSIONS + "3").selector()).isEqualTo(new VersionReference.Exact(3));
    }

    @Test
    void latestIsAWord() {
        assertThat(VersionReference.parse(VERSIONS + "latest").selector()).isEqualTo(new VersionReference.Latest());
    }

    @Test
    void anAliasHasASign() {
        assertThat(VersionReference.parse(VERSIONS + "@latest").selector())
                .isEqualTo(new VersionReference.Alias("latest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "latest", "@prod"})
    void itPrintsAsItWasRead(String selector) {
        assertThat(VersionReference.parse(VERSIONS + selector)).hasToString(VERSIONS + selector);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "@Prod", "@@prod", "newest", "0", "-", "latest/"})
    void anythingElseIsRefused(String selector) {
        assertThatThrownBy(() -> VersionReference.parse(VERSIONS + selector))
                .isInstanceOf(InvalidName.class)
                .hasMessageContaining("versions/{number|latest|@alias}");
    }
}
