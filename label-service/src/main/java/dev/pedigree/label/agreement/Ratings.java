package dev.pedigree.label.agreement;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// All that the coefficients need to know of things that were rated more than once. It is small whatever the number of
/// things, and adds up: a change is counted by taking away what it touched and adding what came of it.
///
/// @param groups by the number of ratings that each thing of the group has
/// @param annotators how often each annotator chose which class
public record Ratings(Map<Integer, Group> groups, Map<String, Map<String, Long>> annotators) {

    public Ratings {
        groups = sorted(groups);
        annotators = sorted(annotators);
    }

    /// Things with the same number of ratings.
    ///
    /// @param items how many
    /// @param squares sum over things and classes of the squared number of ratings
    /// @param classes number of ratings by class
    public record Group(long items, long squares, Map<String, Long> classes) {
        private static final Group EMPTY = new Group(0, 0, Map.of());

        public Group {
            classes = sorted(classes);
        }

        private Group plus(Group other, int sign) {
            return new Group(
                    items + sign * other.items, squares + sign * other.squares, sum(classes, other.classes, sign));
        }
    }

    public static Ratings none() {
        return new Ratings(Map.of(), Map.of());
    }

    public Ratings plus(Ratings other) {
        return plus(other, 1);
    }

    public Ratings minus(Ratings other) {
        return plus(other, -1);
    }

    private Ratings plus(Ratings other, int sign) {
        Map<Integer, Group> groupSums = new TreeMap<>(groups);
        other.groups.forEach((size, group) ->
                groupSums.merge(size, Group.EMPTY.plus(group, sign), (mine, theirs) -> mine.plus(theirs, 1)));
        groupSums.values().removeIf(group -> group.items() == 0);
        Map<String, Map<String, Long>> annotatorSums = new TreeMap<>(annotators);
        other.annotators.forEach((annotator, counts) ->
                annotatorSums.put(annotator, sum(annotatorSums.getOrDefault(annotator, Map.of()), counts, sign)));
        annotatorSums.values().removeIf(Map::isEmpty);
        return new Ratings(groupSums, annotatorSums);
    }

    /// In one order everywhere: sums of fractions depend on it, and any machine is to tell the same coefficients.
    private static <K extends Comparable<K>, V> Map<K, V> sorted(Map<K, V> counts) {
        return Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /// Zeros are left out, so that equal counts are equal.
    private static Map<String, Long> sum(Map<String, Long> counts, Map<String, Long> others, int sign) {
        Map<String, Long> sums = new TreeMap<>(counts);
        others.forEach((key, count) -> sums.merge(key, sign * count, Long::sum));
        sums.values().removeIf(count -> count == 0);
        return sums;
    }
}
