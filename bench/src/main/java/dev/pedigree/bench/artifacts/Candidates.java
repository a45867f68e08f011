package dev.pedigree.bench.artifacts;

import dev.pedigree.bench.Progress;
import dev.pedigree.bench.task.Task;
import dev.pedigree.bench.task.Trials;
import java.util.Comparator;
import java.util.List;

/// Several ways to do the same, of which a floor is the fastest.
final class Candidates {
    private static final int TIMES = 2;

    private Candidates() {}

    /// Tries each; one that this server refuses is left out.
    static Task fastest(Trials trials, List<Task> ways) {
        return ways.stream()
                .map(way -> new Tried(way, rate(trials, way)))
                .max(Comparator.comparingDouble(Tried::rate))
                .filter(best -> best.rate() > 0)
                .orElseThrow(() -> new IllegalStateException("the S3 server takes it in no way"))
                .way();
    }

    private static double rate(Trials trials, Task way) {
        double best = 0;
        try {
            for (int time = 0; time < TIMES; time++) {
                best = Math.max(best, trials.time(way).rate());
            }
            Progress.say("%-36s %.1f/s", "candidate: " + way.name(), best);
        } catch (Exception refused) {
            Progress.say("%-36s refused: %s", "candidate: " + way.name(), reason(refused));
        }
        return best;
    }

    private static String reason(Throwable refused) {
        return refused.getCause() == null ? refused.getMessage() : reason(refused.getCause());
    }

    private record Tried(Task way, double rate) {}
}
