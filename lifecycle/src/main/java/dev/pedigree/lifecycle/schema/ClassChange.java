package dev.pedigree.lifecycle.schema;

import java.util.List;
import java.util.Set;

/// One difference between two versions of a label schema.
///
/// @param classId the class it is about; empty: the schema as a whole
/// @param others the classes it is split from, or the one it went into
/// @param attribute the attribute it is about; empty: none
public record ClassChange(ChangeKind kind, String classId, List<String> others, String attribute) {

    public ClassChange {
        others = List.copyOf(others);
    }

    static ClassChange of(ChangeKind kind, String classId) {
        return new ClassChange(kind, classId, List.of(), "");
    }

    static ClassChange ofSchema(ChangeKind kind) {
        return of(kind, "");
    }

    /// Classes of the earlier version whose labels it is about; none: no label of the earlier version, or every
    /// one when the change is one of the schema as a whole.
    public Set<String> affected() {
        return switch (kind) {
            case CLASS_SPLIT -> Set.copyOf(others);
            case CLASS_REDEFINED,
                    CLASS_RENAMED,
                    CLASS_MERGED,
                    CLASS_REMOVED,
                    CLASS_REPARENTED,
                    ATTRIBUTE_WIDENED,
                    ATTRIBUTE_NARROWED,
                    ATTRIBUTE_CHANGED -> Set.of(classId);
            case CLASS_ADDED, GEOMETRY_CHANGED, SEVERAL_ALLOWED, SEVERAL_FORBIDDEN, GUIDELINE_CHANGED -> Set.of();
        };
    }

    /// Whether it is about the schema and so about labels of all classes.
    public boolean affectsAll() {
        return classId.isEmpty();
    }

    /// Such as `class 'cat', attribute 'fur': ATTRIBUTE_NARROWED`.
    public String spell() {
        String subject = classId.isEmpty() ? "the schema" : "class '%s'".formatted(classId);
        String where = attribute.isEmpty() ? subject : "%s, attribute '%s'".formatted(subject, attribute);
        return others.isEmpty() ? where + ": " + kind : "%s: %s %s".formatted(where, kind, connected());
    }

    private String connected() {
        String named = Words.list(others, ", ");
        return kind == ChangeKind.CLASS_SPLIT ? "from " + named : "into " + named;
    }
}
