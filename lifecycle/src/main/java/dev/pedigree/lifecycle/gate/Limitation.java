package dev.pedigree.lifecycle.gate;

/// A known limitation that is stated with a deployment.
public record Limitation(String topic, String description) {}
