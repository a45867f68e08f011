package dev.pedigree.bench;

import dev.pedigree.bench.task.Contest;
import dev.pedigree.bench.task.Task;
import dev.pedigree.bench.task.Timing;
import dev.pedigree.bench.task.Usage;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /// Half of the calls took at most so long.
    public void latency(String figure, List<Sample> runs) {
        print(figure, "ms", series(runs, Sample::p50), Optional.empty());
    }

    /// What was not timed but counted, in each run.
    public void counted(String figure, String unit, List<Double> runs, List<Double> floor) {
        print(figure, unit, new Series(runs), Optional.of(new Series(floor)));
    }

    /// What the contest is about, beside the same of its floor, and what the processes took for both.
    public void contest(Contest contest, Map<Task, List<Timing>> timings) {
        List<Timing> ours = timings.get(contest.ours());
        Optional<List<Timing>> floor = contest.floor().map(timings::get);
        print(new Figure(
                work,
                contest.figure(),
                contest.unit(),
                series(ours, contest),
                floor.map(runs -> series(runs, contest)),
                usage(ours),
                floor.map(Report::usage).orElse(Map.of())));
    }

    private void print(String name, String unit, Series series, Optional<Series> floor) {
        print(new Figure(work, name, unit, series, floor));
    }

    private void print(Figure figure) {
        if (!printed.add(figure.name())) {
            throw new IllegalStateException("the figure " + figure.name() + " was printed before");
        }
        out.println(figure.json());
        out.flush();
    }

    private static Series series(List<Timing> timings, Contest contest) {
        return new Series(
                timings.stream().map(contest.quantity()::applyAsDouble).toList());
    }

    /// Processor time as the median of the runs, memory as the largest of them.
    private static Map<String, Usage> usage(List<Timing> timings) {
        Map<String, Usage> usage = new LinkedHashMap<>();
        for (String process : timings.getFirst().usage().keySet()) {
            List<Usage> each =
                    timings.stream().map(timing -> timing.usage().get(process)).toList();
            Series cpu = new Series(each.stream().map(Usage::cpuSeconds).toList());
            Series peak = new Series(each.stream().map(Usage::peakMebibytes).toList());
            usage.put(process, new Usage(cpu.median(), peak.greatest()));
        }
        return usage;
    }

    private static Series series(List<Sample> samples, ToDoubleFunction<Sample> quantity) {
        return new Series(samples.stream().map(quantity::applyAsDouble).toList());
    }
}
