package dev.pedigree.bench.task;

import java.util.Map;

/// One run of a task.
///
/// @param amount how much it did
/// @param usage of each process that was watched, by its name
public record Timing(double amount, double seconds, Map<String, Usage> usage) {
    public double rate() {
        return amount / seconds;
    }

    public double milliseconds() {
        return seconds * 1_000;
    }
}
