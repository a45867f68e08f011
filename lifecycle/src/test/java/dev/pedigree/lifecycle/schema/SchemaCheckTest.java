package dev.pedigree.lifecycle.schema;

import static dev.pedigree.lifecycle.schema.SchemaViolation.Rule.BREAKING_CHANGE;
import static dev.pedigree.lifecycle.schema.SchemaViolation.Rule.CLASS_ID_REUSED;
import static dev.pedigree.lifecycle.schema.SchemaViolation.Rule.DECLARATION_WRONG;
import static dev.pedigree.lifecycle.schema.SchemaViolation.Rule.SPLIT_NOT_DECLARED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaCheckTest {

    @Test
    void aFirstVersionNeedsNoDeclarationsAndMayHaveNone() {
        assertThat(check(pets())).isEmpty();
        assertThat(check(pets().added("cat"))).extracting(SchemaViolation::rule).containsExactly(DECLARATION_WRONG);
    }

    @Test
    void aClassThatIsNewMustSayWhatItIsSplitFrom() {
        assertThat(check(Sketch.of("cat", "dog", "eel"), pets()))
                .containsExactly(new SchemaViolation(
                        SPLIT_NOT_DECLARED,
                        1,
                        "class 'eel' is new: declare which classes it is split from, or that none is"));
        assertThat(check(Sketch.of("cat", "dog", "eel").added("eel"), pets())).isEmpty();
        assertThat(check(Sketch.of("cat", "dog", "pup").added("pup", "dog"), pets()))
                .isEmpty();
    }

    @Test
    void everyDeclarationThatDoesNotFitIsNamed() {
        Sketch wrong =
                pets().added("cat").added("wolf", "fox").merged("cat", "fox").redefined("fox");

        assertThat(check(wrong, pets()))
                .extracting(SchemaViolation::detail)
                .containsExactly(
                        "'cat' is declared added and is not a class that is new",
                        "'wolf' is declared added and is not a class that is new",
                        "'wolf' is declared split from 'fox', which the parent does not have",
                        "'cat' is declared merged and is not a class that is gone",
                        "'cat' is declared merged into 'fox', which this version does not have",
                        "'fox' is declared redefined and is not a class of both versions");
    }

    @Test
    void whatTheModeForbidsIsNamedAllAtOnceWithTheReason() {
        Sketch next = Sketch.of("cat").geometry(Geometry.BOX);

        assertThat(check(next, pets()))
                .extracting(SchemaViolation::rule, SchemaViolation::detail)
                .containsExactly(
                        tuple(
                                BREAKING_CHANGE,
                                "the schema: GEOMETRY_CHANGED, which BACKWARD_TRANSITIVE forbids: "
                                        + "earlier annotations are drawn in another way"),
                        tuple(
                                BREAKING_CHANGE,
                                "class 'dog': CLASS_REMOVED, which BACKWARD_TRANSITIVE forbids: "
                                        + "labels of it mean nothing any more"));
    }

    @Test
    void theModeOfTheVersionBeforeDecidesNotThatOfTheNewOne() {
        assertThat(check(Sketch.of("cat").mode(Mode.NONE), pets())).hasSize(1);
        assertThat(check(Sketch.of("cat").mode(Mode.FULL_TRANSITIVE), pets().mode(Mode.NONE)))
                .isEmpty();
    }

    @Test
    void aTransitiveModeLooksAtEveryEarlierVersionAndTellsTheNewestThatIsBroken() {
        Sketch first = pets();
        Sketch second = pets().mode(Mode.NONE);
        Sketch third = Sketch.of("cat").mode(Mode.BACKWARD);
        Sketch fourth = Sketch.of("cat").mode(Mode.BACKWARD_TRANSITIVE);

        assertThat(check(Sketch.of("cat"), first, second, third)).isEmpty();
        assertThat(check(Sketch.of("cat"), first, second, third, fourth))
                .extracting(SchemaViolation::rule, SchemaViolation::against)
                .containsExactly(tuple(BREAKING_CHANGE, 2L));
    }

    @ParameterizedTest
    @EnumSource
    void anIdIsNeverReusedWhateverTheModeAndHoweverLongAgo(Mode mode) {
        Sketch first = pets().mode(Mode.NONE);
        Sketch second = Sketch.of("cat").mode(Mode.NONE);
        Sketch third = Sketch.of("cat").mode(mode);
        Sketch other = pets().defined("dog", "a kind of hammer").added("dog");

        assertThat(check(other, first, second, third))
                .filteredOn(violation -> violation.rule() == CLASS_ID_REUSED)
                .containsExactly(new SchemaViolation(
                        CLASS_ID_REUSED,
                        1,
                        "class 'dog' was last defined as \"a dog\": bring it back as that, or take another id"));
    }

    @Test
    void aClassMayComeBackAsWhatItWasLastEvenUnderAnotherName() {
        Sketch first = pets().mode(Mode.NONE);
        Sketch second = pets().defined("dog", "any canine").mode(Mode.NONE);
        Sketch third = Sketch.of("cat").mode(Mode.NONE);

        Sketch back = pets().defined("dog", "any canine").named("dog", "Hund").added("dog");
        assertThat(check(back, first, second, third)).isEmpty();
        assertThat(check(pets().added("dog"), first, second, third))
                .extracting(SchemaViolation::against)
                .containsExactly(2L);
    }

    private static List<SchemaViolation> check(Sketch next, Sketch... earlier) {
        List<EarlierSchema> newestFirst = new ArrayList<>();
        for (int index = 0; index < earlier.length; index++) {
            newestFirst.add(new EarlierSchema(index + 1, earlier[index].build()));
        }
        Collections.reverse(newestFirst);
        return SchemaCheck.violations(next.build(), newestFirst.iterator());
    }

    private static Sketch pets() {
        return Sketch.of("cat", "dog");
    }
}
