package dev.pedigree.bench;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// Prints the figures of one work, each once, as they become known.
public final class Report {
    private final String work;
    private final PrintStream out;
    private final Set<String> printed = new HashSet<>();

    Report(String work, PrintStream out) {
        this.work = work;
        this.out = out;
    }

    /// The rate of these runs beside the rate of the floor's, and the latencies beside them: `figure`, `figure-p50` and
    /// `figure-p99`.
    public void rate(String figure, List<Sample> runs, List<Sample> floor) {
        print(figure, "1/s", series(runs, Sample::rate), Optional.of(series(floor, Sample::rate)));
        print(figure + "-p50", "ms", series(runs, Sample::p50), Optional.empty());
        print(figure + "-p99", "ms", series(runs, Sample::p99), Optional.empty());
    }

    private void print(String name, String unit, Series series, Optional<Series> floor) {
        if (!printed.add(name)) {
            throw new IllegalStateException("the figure " + name + " was printed before");
        }
        out.println(new Figure(work, name, unit, series, floor).json());
        out.flush();
    }

    private static Series series(List<Sample> samples, ToDoubleFunction<Sample> quantity) {
        return new Series(samples.stream().map(quantity::applyAsDouble).toList());
    }
}
