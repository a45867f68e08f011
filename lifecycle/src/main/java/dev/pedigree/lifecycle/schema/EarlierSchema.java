package dev.pedigree.lifecycle.schema;

/// A version of a label schema that another follows, at whatever distance.
public record EarlierSchema(long number, LabelSchema schema) {}
