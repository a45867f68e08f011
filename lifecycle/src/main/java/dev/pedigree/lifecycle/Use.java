package dev.pedigree.lifecycle;

/// What is done with a version without moving it. [Lifecycle#allows] says in which states.
public enum Use {
    INPUT("Name the version as an input of a new one."),
    EVALUATE("Record an evaluation of the version."),
    ALIAS("Point an alias at the version."),
    DEPLOY("Start a new deployment of the version."),
    ROLLBACK("Go back to the version in an environment where it ran before.");

    private final String meaning;

    Use(String meaning) {
        this.meaning = meaning;
    }

    /// One sentence for people.
    public String meaning() {
        return meaning;
    }
}
