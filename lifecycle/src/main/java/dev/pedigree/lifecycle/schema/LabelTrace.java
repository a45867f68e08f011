package dev.pedigree.lifecycle.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Follows the labels of an earlier version through what later versions declare: merges say which class a label is of
/// now, splits say of which it may be.
final class LabelTrace {
    private final Set<String> begun;
    private final Map<String, Set<String>> merged = new HashMap<>();
    private final Map<String, Set<String>> split = new HashMap<>();
    private final Set<String> moved = new LinkedHashSet<>();

    /// @param begun the classes of the earlier version
    LabelTrace(Set<String> begun) {
        this.begun = begun;
    }

    /// One version further. Splits are from classes as they were before it, merges into classes as they are after it.
    void follow(Declarations declarations) {
        Map<String, Set<String>> taken = new HashMap<>();
        declarations.added().forEach((added, sources) -> taken.put(added, possible(sources)));
        List<Map.Entry<String, Set<String>>> gone = new ArrayList<>();
        List<Map.Entry<String, Set<String>>> goneSplit = new ArrayList<>();
        declarations.merged().forEach((from, into) -> {
            gone.add(Map.entry(into, standingFor(from)));
            goneSplit.add(Map.entry(into, split.getOrDefault(from, Set.of())));
        });
        declarations.merged().keySet().forEach(this::leave);
        gone.forEach(move -> add(merged, move.getKey(), move.getValue()));
        goneSplit.forEach(move -> add(split, move.getKey(), move.getValue()));
        taken.forEach((added, sources) -> add(split, added, sources));
    }

    /// Classes of the earlier version whose labels may be of this one by a split.
    Set<String> splitInto(String classId) {
        Set<String> sources = new LinkedHashSet<>(split.getOrDefault(classId, Set.of()));
        sources.removeAll(standingFor(classId));
        return sources;
    }

    /// The class that labels of an earlier one are of now, if it is one of these and another than before.
    Optional<String> mergedInto(String earlier, Predicate<String> present) {
        return merged.entrySet().stream()
                .filter(entry -> entry.getValue().contains(earlier) && present.test(entry.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Set<String> possible(Collection<String> sources) {
        Set<String> possible = new LinkedHashSet<>();
        for (String source : sources) {
            possible.addAll(standingFor(source));
            possible.addAll(split.getOrDefault(source, Set.of()));
        }
        return possible;
    }

    /// Classes of the earlier version whose labels are of this one now.
    Set<String> standingFor(String classId) {
        Set<String> standing = new LinkedHashSet<>(merged.getOrDefault(classId, Set.of()));
        if (begun.contains(classId) && !moved.contains(classId)) {
            standing.add(classId);
        }
        return standing;
    }

    private void leave(String classId) {
        merged.remove(classId);
        split.remove(classId);
        if (begun.contains(classId)) {
            moved.add(classId);
        }
    }

    private static void add(Map<String, Set<String>> sets, String key, Set<String> more) {
        if (!more.isEmpty()) {
            sets.computeIfAbsent(key, _ -> new LinkedHashSet<>()).addAll(more);
        }
    }
}
