package dev.pedigree.lifecycle.schema;

import static dev.pedigree.lifecycle.schema.ChangeKind.ATTRIBUTE_CHANGED;
import static dev.pedigree.lifecycle.schema.ChangeKind.ATTRIBUTE_NARROWED;
import static dev.pedigree.lifecycle.schema.ChangeKind.ATTRIBUTE_WIDENED;
import static dev.pedigree.lifecycle.schema.ChangeKind.CLASS_ADDED;
import static dev.pedigree.lifecycle.schema.ChangeKind.CLASS_MERGED;
import static dev.pedigree.lifecycle.schema.ChangeKind.CLASS_REDEFINED;
import static dev.pedigree.lifecycle.schema.ChangeKind.CLASS_REMOVED;
import static dev.pedigree.lifecycle.schema.ChangeKind.CLASS_RENAMED;
import static dev.pedigree.lifecycle.schema.ChangeKind.CLASS_REPARENTED;
import static dev.pedigree.lifecycle.schema.ChangeKind.CLASS_SPLIT;
import static dev.pedigree.lifecycle.schema.ChangeKind.GEOMETRY_CHANGED;
import static dev.pedigree.lifecycle.schema.ChangeKind.GUIDELINE_CHANGED;
import static dev.pedigree.lifecycle.schema.ChangeKind.SEVERAL_ALLOWED;
import static dev.pedigree.lifecycle.schema.ChangeKind.SEVERAL_FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClassChangesTest {
    private static final Attribute FUR = choice("fur", false, "long", "short");

    static Stream<Arguments> single() {
        return Stream.of(
                Arguments.of(pets(), Sketch.of("cat", "dog", "eel").added("eel"), CLASS_ADDED, "eel"),
                Arguments.of(pets(), Sketch.of("cat", "dog", "kitten").added("kitten", "cat"), CLASS_SPLIT, "kitten"),
                Arguments.of(pets(), pets().defined("cat", "any feline"), CLASS_REDEFINED, "cat"),
                Arguments.of(pets(), pets().redefined("cat"), CLASS_REDEFINED, "cat"),
                Arguments.of(pets(), pets().named("cat", "Katze"), CLASS_RENAMED, "cat"),
                Arguments.of(pets(), Sketch.of("cat").merged("dog", "cat"), CLASS_MERGED, "dog"),
                Arguments.of(pets(), Sketch.of("cat"), CLASS_REMOVED, "dog"),
                Arguments.of(pets(), pets().below("cat", "dog"), CLASS_REPARENTED, "cat"),
                Arguments.of(pets(), pets().carrying("cat", FUR), ATTRIBUTE_WIDENED, "cat"),
                Arguments.of(pets().carrying("cat", FUR), pets(), ATTRIBUTE_NARROWED, "cat"),
                Arguments.of(pets(), pets().carrying("cat", required("fur")), ATTRIBUTE_CHANGED, "cat"),
                Arguments.of(pets(), pets().geometry(Geometry.BOX), GEOMETRY_CHANGED, ""),
                Arguments.of(pets(), pets().several(), SEVERAL_ALLOWED, ""),
                Arguments.of(pets().several(), pets(), SEVERAL_FORBIDDEN, ""),
                Arguments.of(pets(), pets().guideline("sha256:2"), GUIDELINE_CHANGED, ""));
    }

    @ParameterizedTest
    @MethodSource("single")
    void everyKindOfChangeIsFoundByItself(Sketch before, Sketch after, ChangeKind kind, String classId) {
        List<ClassChange> changes = ClassChanges.between(before.build(), after.build());

        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().kind()).isEqualTo(kind);
        assertThat(changes.getFirst().classId()).isEqualTo(classId);
    }

    @Test
    void theTableAboveHasEveryKind() {
        assertThat(single().map(row -> (ChangeKind) row.get()[2])).contains(ChangeKind.values());
    }

    @Test
    void equalVersionsDifferInNothing() {
        assertThat(ClassChanges.between(pets().build(), pets().build())).isEmpty();
    }

    @Test
    void aSplitAffectsTheLabelsOfItsSourcesAndAnAdditionNone() {
        LabelSchema after = Sketch.of("cat", "dog", "pup", "eel")
                .added("pup", "dog", "cat")
                .added("eel")
                .build();

        assertThat(ClassChanges.between(pets().build(), after))
                .extracting(ClassChange::affected)
                .containsExactly(Set.of("cat", "dog"), Set.of());
    }

    @Test
    void aClassThatLeftAndCameBackDidNotChange() {
        List<Declarations> steps = steps(Sketch.of("cat"), pets().added("dog"));

        assertThat(ClassChanges.between(pets().build(), steps, pets().build())).isEmpty();
    }

    @Test
    void aMergeIsFollowedThroughLaterMerges() {
        LabelSchema first = Sketch.of("kitten", "cat", "pet").build();
        Sketch second = Sketch.of("cat", "pet").merged("kitten", "cat");
        Sketch third = Sketch.of("pet").merged("cat", "pet");

        assertThat(ClassChanges.between(first, steps(second, third), third.build()))
                .containsExactly(merged("kitten", "pet"), merged("cat", "pet"));
    }

    @Test
    void aMergeIntoWhatWasRemovedLaterIsARemoval() {
        LabelSchema first = Sketch.of("kitten", "cat", "dog").build();
        Sketch second = Sketch.of("cat", "dog").merged("kitten", "cat");
        Sketch third = Sketch.of("dog");

        assertThat(ClassChanges.between(first, steps(second, third), third.build()))
                .extracting(ClassChange::kind)
                .containsOnly(CLASS_REMOVED);
    }

    @Test
    void aSplitOfWhatWasMergedIsASplitOfBoth() {
        Sketch second = Sketch.of("pet").added("pet").merged("cat", "pet").merged("dog", "pet");
        Sketch third = Sketch.of("pet", "pup").added("pup", "pet");

        assertThat(ClassChanges.between(pets().build(), steps(second, third), third.build()))
                .contains(new ClassChange(CLASS_SPLIT, "pup", List.of("cat", "dog"), ""));
    }

    @Test
    void aSplitOfASplitIsASplitOfTheFirst() {
        Sketch second = Sketch.of("cat", "dog", "kitten").added("kitten", "cat");
        Sketch third = Sketch.of("cat", "dog", "kitten", "newborn").added("newborn", "kitten");

        assertThat(ClassChanges.between(pets().build(), steps(second, third), third.build()))
                .extracting(ClassChange::spell)
                .containsExactly("class 'kitten': CLASS_SPLIT from cat", "class 'newborn': CLASS_SPLIT from cat");
    }

    @Test
    void aDeclaredRedefinitionIsRememberedFromVersionToVersion() {
        assertThat(ClassChanges.between(pets().build(), steps(pets().redefined("cat"), pets()), pets().build()))
                .containsExactly(ClassChange.of(CLASS_REDEFINED, "cat"));
    }

    private static ClassChange merged(String id, String into) {
        return new ClassChange(CLASS_MERGED, id, List.of(into), "");
    }

    private static List<Declarations> steps(Sketch... later) {
        return Stream.of(later).map(sketch -> sketch.build().declarations()).toList();
    }

    private static Sketch pets() {
        return Sketch.of("cat", "dog");
    }

    private static Attribute choice(String id, boolean required, String... values) {
        return new Attribute(id, AttributeType.CHOICE, Set.of(values), required);
    }

    private static Attribute required(String id) {
        return choice(id, true, "long", "short");
    }
}
