package dev.pedigree.lifecycle;

import static dev.pedigree.lifecycle.State.DEPRECATED;
import static dev.pedigree.lifecycle.State.REGISTERED;
import static dev.pedigree.lifecycle.State.RETIRED;
import static dev.pedigree.lifecycle.Verb.DEPRECATE;
import static dev.pedigree.lifecycle.Verb.REINSTATE;
import static dev.pedigree.lifecycle.Verb.RETIRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.lifecycle.Step.Moves;
import dev.pedigree.lifecycle.Step.Stays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {

    @Test
    void everyVerbInEveryStateMovesOrNamesTheLegalVerbs() {
        assertThat(Lifecycle.step(REGISTERED, DEPRECATE)).isEqualTo(new Moves(DEPRECATED));
        assertThat(Lifecycle.step(REGISTERED, REINSTATE)).isEqualTo(new Stays(Set.of(DEPRECATE)));
        assertThat(Lifecycle.step(REGISTERED, RETIRE)).isEqualTo(new Stays(Set.of(DEPRECATE)));

        assertThat(Lifecycle.step(DEPRECATED, DEPRECATE)).isEqualTo(new Stays(Set.of(REINSTATE, RETIRE)));
        assertThat(Lifecycle.step(DEPRECATED, REINSTATE)).isEqualTo(new Moves(REGISTERED));
        assertThat(Lifecycle.step(DEPRECATED, RETIRE)).isEqualTo(new Moves(RETIRED));

        assertThat(Lifecycle.step(RETIRED, DEPRECATE)).isEqualTo(new Stays(Set.of()));
        assertThat(Lifecycle.step(RETIRED, REINSTATE)).isEqualTo(new Stays(Set.of()));
        assertThat(Lifecycle.step(RETIRED, RETIRE)).isEqualTo(new Stays(Set.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTERED, INPUT, true", "DEPRECATED, INPUT, true", "RETIRED, INPUT, false",
        "REGISTERED, EVALUATE, true", "DEPRECATED, EVALUATE, true", "RETIRED, EVALUATE, false",
        "REGISTERED, ALIAS, true", "DEPRECATED, ALIAS, true", "RETIRED, ALIAS, false",
        "REGISTERED, DEPLOY, true", "DEPRECATED, DEPLOY, false", "RETIRED, DEPLOY, false",
        "REGISTERED, ROLLBACK, true", "DEPRECATED, ROLLBACK, true", "RETIRED, ROLLBACK, false",
    })
    void everyUseIsAllowedInTheseStatesOnly(State state, Use use, boolean allowed) {
        assertThat(Lifecycle.allows(state, use)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @EnumSource
    void aRetiredVersionStaysSo(Verb verb) {
        assertThat(Lifecycle.step(RETIRED, verb)).isInstanceOf(Stays.class);
    }

    @Test
    void theTableCannotBeChanged() {
        assertThatThrownBy(() -> Lifecycle.TABLE.add(new Transition(RETIRED, REINSTATE, REGISTERED)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void legalVerbsComeInTheOrderTheyAreDeclared() {
        assertThat(new Stays(Set.of(RETIRE, REINSTATE)).legalVerbs()).containsExactly(REINSTATE, RETIRE);
    }
}
