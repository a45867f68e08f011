package dev.pedigree.chassis.fault;

/// One obstacle: which gate or rule (`type`), on which resource (`subject`), in words.
public record Violation(String type, String subject, String description) {}
