package dev.pedigree.label.prepare;

import dev.pedigree.label.agreement.Ratings;
import java.util.Map;
import java.util.TreeMap;

/// What was counted of some labels. Counts of whole samples add up.
record Counts(
        long annotations,
        long samples,
        long items,
        long unsettled,
        Map<String, ClassCount> classes,
        Map<Annotator, Long> annotators,
        Ratings ratings) {

    /// Things, and the samples they lie in.
    record ClassCount(long items, long samples) {
        private ClassCount plus(ClassCount other, int sign) {
            return new ClassCount(items + sign * other.items, samples + sign * other.samples);
        }
    }

    /// @param source as the column spells it
    record Annotator(String id, String source) implements Comparable<Annotator> {
        @Override
        public int compareTo(Annotator other) {
            int byId = id.compareTo(other.id);
            return byId != 0 ? byId : source.compareTo(other.source);
        }
    }

    Counts plus(Counts other) {
        return plus(other, 1);
    }

    Counts minus(Counts other) {
        return plus(other, -1);
    }

    private Counts plus(Counts other, int sign) {
        Map<String, ClassCount> classSums = new TreeMap<>(classes);
        other.classes.forEach((id, count) -> classSums.put(
                id, classSums.getOrDefault(id, new ClassCount(0, 0)).plus(count, sign)));
        classSums.values().removeIf(count -> count.items() == 0);
        Map<Annotator, Long> annotatorSums = new TreeMap<>(annotators);
        other.annotators.forEach((annotator, count) -> annotatorSums.merge(annotator, sign * count, Long::sum));
        annotatorSums.values().removeIf(count -> count == 0);
        return new Counts(
                annotations + sign * other.annotations,
                samples + sign * other.samples,
                items + sign * other.items,
                unsettled + sign * other.unsettled,
                classSums,
                annotatorSums,
                sign > 0 ? ratings.plus(other.ratings) : ratings.minus(other.ratings));
    }
}
