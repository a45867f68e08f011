package dev.pedigree.lifecycle.gate;

/// One demand of a deploy policy on one metric.
public record Threshold(Metric metric, Comparison comparison, Bound bound) {}
