package dev.pedigree.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/// What one run measured.
///
/// @param rate calls a second
/// @param p50 half of the calls took at most so many milliseconds
/// @param p99 of a hundred calls, ninety-nine took at most so many milliseconds
public record Sample(double rate, double p50, double p99) {
    private static final double NANOS_PER_MILLI = 1e6;

    /// @param latencies of the calls that ended within the window, in nanoseconds
    static Sample of(Histogram latencies, Duration window) {
        return new Sample(
                latencies.getTotalCount() / (window.toNanos() / 1e9),
                latencies.getValueAtPercentile(50) / NANOS_PER_MILLI,
                latencies.getValueAtPercentile(99) / NANOS_PER_MILLI);
    }
}
