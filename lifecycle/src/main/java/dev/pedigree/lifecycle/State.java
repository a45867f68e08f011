package dev.pedigree.lifecycle;

/// The states of a version. No caller ever sets one: a [Verb] moves it.
///
/// Whether a version runs somewhere is not a state; it follows from its live deployments.
public enum State {
    REGISTERED("In use: may be deployed, rolled back to, and serve as an input of new versions."),
    DEPRECATED("On its way out: no new deployment; what runs goes on, and a rollback may still reach it."),
    RETIRED("Final: nothing new may point at it; its metadata stays readable for ever.");

    private final String meaning;

    State(String meaning) {
        this.meaning = meaning;
    }

    /// One sentence for people.
    public String meaning() {
        return meaning;
    }
}
