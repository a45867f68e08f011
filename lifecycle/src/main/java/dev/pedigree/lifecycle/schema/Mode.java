package dev.pedigree.lifecycle.schema;

/// What the next versions of a label schema may do. A version is judged by the mode of the one it follows, so that a
/// schema's promise is loosened in a version of its own, never together with what breaks it.
public enum Mode {
    NONE("Nothing is refused; verdicts are those of `BACKWARD`.", false),
    BACKWARD("Labels of the version before stay legal.", false),
    BACKWARD_TRANSITIVE("Labels of every earlier version stay legal.", true),
    FORWARD("Who knows the version before can read the new labels.", false),
    FORWARD_TRANSITIVE("Who knows any earlier version can read the new labels.", true),
    FULL("Both, with the version before.", false),
    FULL_TRANSITIVE("Both, with every earlier version.", true);

    /// For a schema that states none: datasets live long.
    public static final Mode DEFAULT = BACKWARD_TRANSITIVE;

    private final String meaning;
    private final boolean transitive;

    Mode(String meaning, boolean transitive) {
        this.meaning = meaning;
        this.transitive = transitive;
    }

    /// One sentence for people.
    public String meaning() {
        return meaning;
    }

    /// Whether every earlier version counts, not only the one before.
    public boolean transitive() {
        return transitive;
    }

    /// What a change means under this mode.
    public Effect effect(ChangeKind kind) {
        return switch (this) {
            case NONE, BACKWARD, BACKWARD_TRANSITIVE -> kind.backward();
            case FORWARD, FORWARD_TRANSITIVE -> kind.forward();
            case FULL, FULL_TRANSITIVE -> kind.backward().and(kind.forward());
        };
    }

    public boolean forbids(ChangeKind kind) {
        return this != NONE && effect(kind).compatibility() == Compatibility.BREAKING;
    }
}
