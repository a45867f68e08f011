package dev.pedigree.lifecycle.schema;

/// What a change of a label schema means for labels of the other version; the worse comes later.
public enum Compatibility {
    COMPATIBLE("The labels are legal and mean the same."),
    NEEDS_REVIEW("The labels are legal; whether they mean the same, somebody has to see."),
    BREAKING("The labels are no longer legal, or no longer mean anything.");

    private final String meaning;

    Compatibility(String meaning) {
        this.meaning = meaning;
    }

    /// One sentence for people.
    public String meaning() {
        return meaning;
    }

    Compatibility worse(Compatibility other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
