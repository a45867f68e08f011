package dev.pedigree.label.rule;

/// What a change does to its parent. The codes are stored.
public enum ChangeKind {
    INITIAL(1),
    ADDITIVE(2),
    CORRECTIVE(3),
    SCHEMA(4);

    private final int code;

    ChangeKind(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static ChangeKind of(int code) {
        return values()[code - 1];
    }

    /// Whether its rows correct labels that are there, and do not bring new ones.
    public boolean corrects() {
        return this == CORRECTIVE || this == SCHEMA;
    }
}
