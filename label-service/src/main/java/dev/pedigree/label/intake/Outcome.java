package dev.pedigree.label.intake;

import dev.pedigree.v1.LabelFaultKind;

/// What became of a file.
public sealed interface Outcome {
    /// It was converted; rows may be faulty all the same.
    record Converted(long rows) implements Outcome {}

    /// Nothing can be made of it.
    record Unfit(LabelFaultKind kind, String description) implements Outcome {}
}
