package dev.pedigree.lifecycle.gate;

/// How a gate came out.
public enum Outcome {
    PASSED("It holds."),
    FAILED("It does not hold."),
    NOT_APPLICABLE("There is nothing to judge, which is said and counts as passed."),
    UNKNOWN("The fact could not be had. A deployment is refused; a rollback goes on.");

    private final String meaning;

    Outcome(String meaning) {
        this.meaning = meaning;
    }

    /// One sentence for people.
    public String meaning() {
        return meaning;
    }

    boolean holds() {
        return this == PASSED || this == NOT_APPLICABLE;
    }
}
