package dev.pedigree.chassis.fault;

/// One broken field of a request.
public record FieldViolation(String field, String description) {}
