package dev.pedigree.lifecycle.gate;

/// What must hold before a model version goes into service. All gates are judged every time, so that a refusal names
/// everything at once. A rollback is stopped only by those that make it impossible or unlawful; the rest are reported.
public enum Gate {
    STATE_ALLOWS("The version's state allows the step.", true),
    INPUTS_LIVE("No version it was made from, at any distance, is retired.", false),
    ARTIFACT_PRESENT("All bytes of its manifest are in the store and held there.", true),
    LINEAGE_COMPLETE(
            "Every training input, up to the roots, has its label-schema version and its preprocessing pipeline.",
            false),
    SCHEMA_CURRENT(
            "No class it learned from was redefined or split since its labels were written, unless they were reviewed.",
            false),
    EVALUATED(
            "The newest evaluation by the policy's evaluator on the policy's dataset version is of these bytes.",
            false),
    THRESHOLD("A metric of that evaluation reaches the policy's threshold; one result for each threshold.", false),
    LIMITATIONS_STATED("A known limitation is stated on every topic the policy names.", false),
    NOT_STATED_FORBIDDEN("No field of the record is `not_stated`, if the policy forbids that.", false);

    private final String meaning;
    private final boolean stopsRollback;

    Gate(String meaning, boolean stopsRollback) {
        this.meaning = meaning;
        this.stopsRollback = stopsRollback;
    }

    /// One sentence for people.
    public String meaning() {
        return meaning;
    }

    /// Whether a rollback is refused when this gate fails.
    public boolean stopsRollback() {
        return stopsRollback;
    }
}
