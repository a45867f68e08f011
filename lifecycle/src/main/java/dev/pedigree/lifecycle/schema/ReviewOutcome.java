package dev.pedigree.lifecycle.schema;

/// What somebody found about labels that a change of their schema made stale.
public enum ReviewOutcome {
    KEPT("The labels are right as they are.", true),
    RELABELLED("They were not all right; another dataset version has them as they should be.", false),
    WAIVED("They may be wrong, and somebody answers for using them all the same.", true);

    private final String meaning;
    private final boolean letsPass;

    ReviewOutcome(String meaning, boolean letsPass) {
        this.meaning = meaning;
        this.letsPass = letsPass;
    }

    /// One sentence for people.
    public String meaning() {
        return meaning;
    }

    /// Whether a model that learned from these labels may be deployed. Labels that were made anew elsewhere are
    /// no better for it here.
    public boolean letsPass() {
        return letsPass;
    }
}
