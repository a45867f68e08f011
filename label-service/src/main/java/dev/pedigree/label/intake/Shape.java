package dev.pedigree.label.intake;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which columns a change file has.
public enum Shape {
    /// Rows that bring labels.
    LABELS(
            List.of("sample", "class", "annotator", "source"),
            List.of("object", "attributes", "geometry", "model", "confidence", "labelled_at", "path")),
    /// Rows that correct labels.
    CORRECTIONS(
            List.of("sample", "annotator", "original", "corrected", "corrector", "reason", "corrected_at"),
            List.of("object", "attributes", "geometry", "source", "model", "confidence")),
    /// Rows that label anew in another schema: what the label was may be left out.
    RELABELLINGS(
            List.of("sample", "annotator", "corrected", "corrector", "reason", "corrected_at"),
            List.of("object", "original", "attributes", "geometry", "source", "model", "confidence"));

    @SuppressWarnings("ImmutableEnumChecker") // as List.of makes it
    private final List<String> required;

    @SuppressWarnings("ImmutableEnumChecker") // cannot be changed
    private final Set<String> all;

    Shape(List<String> required, List<String> optional) {
        this.required = required;
        this.all = Stream.concat(required.stream(), optional.stream()).collect(Collectors.toUnmodifiableSet());
    }

    List<String> required() {
        return required;
    }

    boolean knows(String column) {
        return all.contains(column);
    }

    boolean corrects() {
        return this != LABELS;
    }

    /// Whether every row must say which class the label had.
    boolean statesOriginal() {
        return this == CORRECTIONS;
    }

    /// Whether a row may withdraw its label.
    boolean withdraws() {
        return this == CORRECTIONS;
    }
}
