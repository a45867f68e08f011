package dev.pedigree.lifecycle.retirement;

/// Why a version was taken out of use. A text beside it says more.
public enum RetirementReason {
    REPLACED("Another version took its place."),
    STALE_DATA("The data it was made from no longer describes the world."),
    SCHEMA_CHANGED("The label schema it was made under has changed."),
    OTHER("None of these; the text says what.");

    private final String meaning;

    RetirementReason(String meaning) {
        this.meaning = meaning;
    }

    /// One sentence for people.
    public String meaning() {
        return meaning;
    }
}
