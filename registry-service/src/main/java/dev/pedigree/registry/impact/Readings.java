package dev.pedigree.registry.impact;

import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.lifecycle.schema.ClassChange;
import dev.pedigree.lifecycle.schema.EarlierLabels;
import dev.pedigree.registry.review.LabelledVersion;
import dev.pedigree.registry.schema.SchemaLine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// How one version of a label schema reads labels written in it or before it, by the number of the version that
/// they were written in. Versions whose labels are no longer legal are left out.
record Readings(VersionName reader, Map<Integer, EarlierLabels> byNumber) {
    /// What is unknown may be any number.
    static final OptionalLong UNKNOWN = OptionalLong.empty();

    /// @param line from the first version of all to the reader or further
    static Readings of(SchemaLine line, VersionName reader) {
        Map<Integer, EarlierLabels> byNumber = new TreeMap<>();
        for (long number = 1; number <= reader.number(); number++) {
            int written = (int) number;
            line.part(number, reader.number()).labels().ifPresent(labels -> byNumber.put(written, labels));
        }
        return new Readings(reader, byNumber);
    }

    List<VersionName> versions() {
        return byNumber.keySet().stream().map(reader.asset()::version).toList();
    }

    /// How many labelled samples a change is about, at most: one with labels of several affected classes is counted
    /// with each of them, but never are there more than all.
    OptionalLong samples(LabelledVersion labelled, ClassChange change) {
        if (change.affected().isEmpty()) {
            return change.affectsAll() ? annotated(labelled) : OptionalLong.of(0);
        }
        if (labelled.used().isEmpty()) {
            return UNKNOWN;
        }
        long counted = change.affected().stream()
                .map(byNumber.get(labelled.number())::of)
                .flatMap(Collection::stream)
                .distinct()
                .mapToLong(written -> labelled.samples().getOrDefault(written, 0L))
                .sum();
        return OptionalLong.of(Math.min(counted, labelled.annotated().orElse(counted)));
    }

    private static OptionalLong annotated(LabelledVersion labelled) {
        return labelled.annotated().map(OptionalLong::of).orElse(UNKNOWN);
    }
}
