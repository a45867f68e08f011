package dev.pedigree.lifecycle;

/// What moves a version from one [State] to another.
public enum Verb {
    DEPRECATE("Announce that the version is on its way out."),
    REINSTATE("Take a deprecation back."),
    RETIRE("Take the version out of use for good.");

    private final String meaning;

    Verb(String meaning) {
        this.meaning = meaning;
    }

    /// One sentence for people.
    public String meaning() {
        return meaning;
    }
}
