package dev.pedigree.lifecycle.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Against the plain meaning: the set of all that a label may carry, on a small world of values.
class AttributeChangePropertiesTest {
    private static final List<String> WORDS = List.of("a", "b", "c");
    private static final List<Object> WORLD = List.of("a", "b", "c", "any other word", 1L, 2L, 0.5, true, false);
    private static final Object NOTHING = Optional.empty();

    @Property
    void theVerdictIsWhatSetsOfLegalValuesSay(
            @ForAll("attributes") Optional<Attribute> before, @ForAll("attributes") Optional<Attribute> now) {
        Set<Object> earlier = legal(before);
        Set<Object> later = legal(now);
        Optional<ChangeKind> expected;
        if (earlier.equals(later)) {
            expected = Optional.empty();
        } else if (later.containsAll(earlier)) {
            expected = Optional.of(ChangeKind.ATTRIBUTE_WIDENED);
        } else if (earlier.containsAll(later)) {
            expected = Optional.of(ChangeKind.ATTRIBUTE_NARROWED);
        } else {
            expected = Optional.of(ChangeKind.ATTRIBUTE_CHANGED);
        }
        assertThat(AttributeChange.between(before, now)).isEqualTo(expected);
    }

    private static Set<Object> legal(Optional<Attribute> attribute) {
        Set<Object> legal = new HashSet<>();
        attribute.ifPresent(
                known -> WORLD.stream().filter(value -> holds(known, value)).forEach(legal::add));
        if (attribute.isEmpty() || !attribute.get().required()) {
            legal.add(NOTHING);
        }
        return legal;
    }

    private static boolean holds(Attribute attribute, Object value) {
        return switch (attribute.type()) {
            case TEXT -> value instanceof String;
            case INTEGER -> value instanceof Long;
            case NUMBER -> value instanceof Number;
            case BOOLEAN -> value instanceof Boolean;
            case CHOICE -> attribute.allowed().contains(value);
        };
    }

    @Provide
    Arbitrary<Optional<Attribute>> attributes() {
        Arbitrary<Set<String>> values =
                Arbitraries.of(WORDS).set().ofMinSize(1).map(set -> set.stream().collect(Collectors.toSet()));
        return Combinators.combine(Arbitraries.of(AttributeType.class), values, Arbitraries.of(true, false))
                .as((type, allowed, required) ->
                        new Attribute("x", type, type == AttributeType.CHOICE ? allowed : Set.of(), required))
                .optional(0.8);
    }
}
