package dev.pedigree.bench.task;

/// What one process took while a task ran.
public record Usage(double cpuSeconds, double peakMebibytes) {}
