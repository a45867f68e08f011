package dev.pedigree.lifecycle.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModeTest {

    @ParameterizedTest
    @EnumSource
    void fullIsTheWorseOfBothDirections(ChangeKind kind) {
        Compatibility worse = Mode.BACKWARD
                .effect(kind)
                .compatibility()
                .worse(Mode.FORWARD.effect(kind).compatibility());

        assertThat(Mode.FULL.effect(kind).compatibility()).isEqualTo(worse);
    }

    @ParameterizedTest
    @EnumSource
    void noneForbidsNothingAndStillSaysWhatBreaks(ChangeKind kind) {
        assertThat(Mode.NONE.forbids(kind)).isFalse();
        assertThat(Mode.NONE.effect(kind)).isEqualTo(Mode.BACKWARD.effect(kind));
    }

    @Test
    void onlyRedefinitionsAndSplitsMakeLabelsStale() {
        assertThat(Arrays.stream(ChangeKind.values()).filter(ChangeKind::makesStale))
                .containsExactlyInAnyOrder(ChangeKind.CLASS_SPLIT, ChangeKind.CLASS_REDEFINED);
    }

    @Test
    void aSchemaThatStatesNoModeKeepsEveryEarlierLabelLegal() {
        assertThat(Mode.DEFAULT).isEqualTo(Mode.BACKWARD_TRANSITIVE);
    }
}
