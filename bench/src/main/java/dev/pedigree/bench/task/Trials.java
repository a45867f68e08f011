package dev.pedigree.bench.task;

import dev.pedigree.bench.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Runs tasks in turn, so that whatever the machine does meanwhile does it to all of them: ours, the floor, ours,
/// the floor.
public final class Trials {
    private final int rounds;
    private final Watch watch;
    private int run;

    public Trials(int rounds, Watch watch) {
        this.rounds = rounds;
        this.watch = watch;
    }

    /// @param warmUps rounds before the first that counts
    /// @return for every task, one timing of each round
    public Map<Task, List<Timing>> run(int warmUps, List<Task> tasks) throws Exception {
        for (int round = 1; round <= warmUps; round++) {
            for (Task task : tasks) {
                say(task, "warm-up %d of %d".formatted(round, warmUps), time(task));
            }
        }
        Map<Task, List<Timing>> timings = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Task task : tasks) {
                Timing timing = time(task);
                timings.computeIfAbsent(task, _ -> new ArrayList<>()).add(timing);
                say(task, "run %d of %d".formatted(round, rounds), timing);
            }
        }
        return timings;
    }

    /// Runs the task once.
    public Timing time(Task task) throws Exception {
        run++;
        task.prepare(run);
        System.gc(); // what the run before left is not this one's to clean up
        Map<String, Double> before = watch.begin();
        long start = System.nanoTime();
        task.run(run);
        double seconds = (System.nanoTime() - start) / 1e9;
        Timing timing = new Timing(task.amount(), seconds, watch.since(before));
        task.clear(run);
        return timing;
    }

    private static void say(Task task, String what, Timing timing) {
        String usage = timing.usage().entrySet().stream()
                .map(process -> "%s %.2f s %.0f MiB"
                        .formatted(
                                process.getKey(),
                                process.getValue().cpuSeconds(),
                                process.getValue().peakMebibytes()))
                .collect(Collectors.joining(", "));
        Progress.say("%-36s %-15s %10.1f/s %7.3f s  %s", task.name(), what, timing.rate(), timing.seconds(), usage);
    }
}
