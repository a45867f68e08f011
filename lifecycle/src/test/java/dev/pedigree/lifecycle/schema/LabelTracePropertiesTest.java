package dev.pedigree.lifecycle.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Against the plain meaning: every label is followed by itself, through the changes of one version after the other.
class LabelTracePropertiesTest {
    private static final List<String> IDS = List.of("a", "b", "c", "d", "e", "f");

    /// A label: the class it is of now, and those of which it may be by a split.
    private record Label(String now, Set<String> perhaps) {

        Label follow(Declarations step) {
            Set<String> possible = new HashSet<>(perhaps);
            possible.add(now);
            Set<String> next = perhaps.stream()
                    .map(each -> step.merged().getOrDefault(each, each))
                    .collect(Collectors.toSet());
            step.added().forEach((added, sources) -> {
                if (sources.stream().anyMatch(possible::contains)) {
                    next.add(added);
                }
            });
            return new Label(step.merged().getOrDefault(now, now), next);
        }
    }

    @Property(tries = 500)
    void theTraceSaysOfEveryClassWhatEachLabelByItselfWouldSay(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int versions) {
        Random random = new Random(seed);
        Set<String> classes = new TreeSet<>(some(IDS, random));
        LabelTrace trace = new LabelTrace(Set.copyOf(classes));
        Map<String, Label> labels = new HashMap<>();
        classes.forEach(id -> labels.put(id, new Label(id, Set.of())));

        for (int version = 0; version < versions; version++) {
            Declarations step = step(classes, random);
            trace.follow(step);
            labels.replaceAll((_, label) -> label.follow(step));
        }

        for (String id : IDS) {
            assertThat(trace.standingFor(id))
                    .isEqualTo(where(labels, label -> label.now().equals(id)));
            assertThat(trace.splitInto(id))
                    .isEqualTo(where(
                            labels,
                            label ->
                                    label.perhaps().contains(id) && !label.now().equals(id)));
        }
    }

    /// A next version: some classes go, each merged into one that is there afterwards or just removed, some are new.
    private static Declarations step(Set<String> classes, Random random) {
        Set<String> before = Set.copyOf(classes);
        Set<String> gone = some(before, random);
        classes.removeAll(gone);
        Map<String, Set<String>> added = new HashMap<>();
        for (String id : some(IDS, random)) {
            if (!before.contains(id)) {
                classes.add(id);
                added.put(id, some(before, random));
            }
        }
        Map<String, String> merged = new HashMap<>();
        for (String id : gone) {
            if (!classes.isEmpty() && random.nextBoolean()) {
                merged.put(id, List.copyOf(classes).get(random.nextInt(classes.size())));
            }
        }
        return new Declarations(added, merged, Set.of());
    }

    private static Set<String> some(Iterable<String> from, Random random) {
        Set<String> some = new TreeSet<>();
        from.forEach(id -> {
            if (random.nextInt(3) == 0) {
                some.add(id);
            }
        });
        return some;
    }

    private static Set<String> where(Map<String, Label> labels, Predicate<Label> condition) {
        List<String> found = new ArrayList<>();
        labels.forEach((id, label) -> {
            if (condition.test(label)) {
                found.add(id);
            }
        });
        return Set.copyOf(found);
    }
}
