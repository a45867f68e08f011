package dev.pedigree.lifecycle.schema;

import java.util.Set;

/// An attribute that labels of a class carry.
///
/// @param allowed the values of a CHOICE; empty for other types
/// @param required whether every label of the class must carry it
public record Attribute(String id, AttributeType type, Set<String> allowed, boolean required) {

    public Attribute {
        allowed = Set.copyOf(allowed);
    }

    /// Whether every value that `other` may hold is one that this one may hold too.
    boolean holdsAllOf(Attribute other) {
        return switch (type) {
            case TEXT -> other.type == AttributeType.TEXT || other.type == AttributeType.CHOICE;
            case NUMBER -> other.type == AttributeType.NUMBER || other.type == AttributeType.INTEGER;
            case INTEGER, BOOLEAN -> other.type == type;
            case CHOICE -> other.type == AttributeType.CHOICE && allowed.containsAll(other.allowed);
        };
    }
}
