package dev.pedigree.lifecycle.gate;

/// One reason for a refusal.
///
/// @param subject resource name of what is in the way
/// @param detail one sentence that says what to do
public record Violation(Gate gate, String subject, String detail) {}
