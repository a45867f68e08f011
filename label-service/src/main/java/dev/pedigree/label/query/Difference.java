package dev.pedigree.label.query;

/// A label that is not what it was.
///
/// @param from class; empty: there was no label
/// @param to class; empty: there is no label
public record Difference(String sample, String object, String annotator, String from, String to, boolean restDiffers) {}
