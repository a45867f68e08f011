package dev.pedigree.lifecycle.schema;

/// What an attribute of a label may hold.
public enum AttributeType {
    TEXT,
    INTEGER,
    NUMBER,
    BOOLEAN,
    /// One of the allowed values.
    CHOICE
}
