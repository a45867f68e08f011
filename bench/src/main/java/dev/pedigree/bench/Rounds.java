package dev.pedigree.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs that take turns, so that whatever the machine does meanwhile does it to all of them: ours, the floor,
/// ours, the floor.
public final class Rounds {
    private final int rounds;
    private final Window window;

    public Rounds(int rounds, Window window) {
        this.rounds = rounds;
        this.window = window;
    }

    /// @param loads by name, in the order of a round
    /// @return for every name, a sample of each round
    public Map<String, List<Sample>> run(Map<String, Load> loads) throws InterruptedException {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, Load> entry : loads.entrySet()) {
                Sample sample = entry.getValue().run(window);
                samples.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>()).add(sample);
                Progress.say(
                        "%-32s run %d of %d: %8.0f/s, p50 %.2f ms, p99 %.2f ms",
                        entry.getKey(), round, rounds, sample.rate(), sample.p50(), sample.p99());
            }
        }
        return samples;
    }
}
