package dev.pedigree.lifecycle.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StalenessTest {
    private static final ClassChange SPLIT = new ClassChange(ChangeKind.CLASS_SPLIT, "pup", List.of("dog"), "");

    @Test
    void labelsOfASplitClassAreStaleAndOthersAreNot() {
        List<SchemaStep> later = List.of(new SchemaStep(2, List.of(SPLIT)));

        assertThat(Staleness.of(Optional.of(Set.of("cat", "dog")), later))
                .containsExactly(new StaleClass(2, "dog", List.of(SPLIT)));
        assertThat(Staleness.of(Optional.of(Set.of("cat")), later)).isEmpty();
    }

    @Test
    void whereNobodySaysWhichClassesAreUsedAllAre() {
        List<SchemaStep> later = List.of(new SchemaStep(2, List.of(SPLIT)), new SchemaStep(3, redefined("cat")));

        assertThat(Staleness.of(Optional.empty(), later))
                .extracting(StaleClass::number, StaleClass::classId)
                .containsExactly(tuple(2L, "dog"), tuple(3L, "cat"));
    }

    @Test
    void mergedLabelsAreStaleWhenWhatTheyBecameIsRedefined() {
        ClassChange merged = new ClassChange(ChangeKind.CLASS_MERGED, "kitten", List.of("cat"), "");
        List<SchemaStep> later =
                List.of(new SchemaStep(2, List.of(merged)), new SchemaStep(3, redefined("cat", "kitten")));

        assertThat(Staleness.of(Optional.of(Set.of("kitten")), later))
                .extracting(StaleClass::number, StaleClass::classId)
                .containsExactly(tuple(3L, "cat"));
    }

    @Test
    void whatOneVersionDidToAClassIsToldTogether() {
        ClassChange redefinition = redefined("dog").getFirst();

        assertThat(Staleness.of(Optional.empty(), List.of(new SchemaStep(2, List.of(SPLIT, redefinition)))))
                .containsExactly(new StaleClass(2, "dog", List.of(SPLIT, redefinition)));
    }

    @Test
    void whatManyChangesDidIsSaidInOneSentence() {
        List<String> ids = List.of("a", "b", "c", "d", "e", "f", "g");
        ClassChange ofMany = new ClassChange(ChangeKind.CLASS_SPLIT, "pup", ids, "");

        assertThat(new StaleClass(2, "dog", List.of(SPLIT, ofMany)).spell())
                .isEqualTo("class 'pup': CLASS_SPLIT from dog; "
                        + "class 'pup': CLASS_SPLIT from a, b, c, d, e, and 2 more");
    }

    private static List<ClassChange> redefined(String... ids) {
        return List.of(ids).stream()
                .map(id -> ClassChange.of(ChangeKind.CLASS_REDEFINED, id))
                .toList();
    }
}
