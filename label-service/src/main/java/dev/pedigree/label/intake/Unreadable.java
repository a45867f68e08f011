package dev.pedigree.label.intake;

import dev.pedigree.v1.LabelFaultKind;

/// A file that is not what it was said to be.
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final LabelFaultKind kind;

    Unreadable(LabelFaultKind kind, String description) {
        super(description);
        this.kind = kind;
    }

    Outcome outcome() {
        return new Outcome.Unfit(kind, getMessage());
    }
}
