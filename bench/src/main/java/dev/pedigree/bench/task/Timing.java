package dev.pedigree.bench.task;

import java.util.Map;

/// One run of a task.
///
/// @param rate how much it did in a second
/// @param usage of each process that was watched, by its name
public record Timing(double rate, Map<String, Usage> usage) {}
