package dev.pedigree.bench.task;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// What processes take while something runs: processor time, and the largest resident set since it began.
public final class Watch {
    private final Map<String, Watched> processes;

    /// @param processes by name
    public Watch(Map<String, Watched> processes) {
        this.processes = new LinkedHashMap<>(processes);
    }

    /// What everything has taken so far; peaks begin anew.
    Map<String, Double> begin() throws IOException {
        Map<String, Double> before = new LinkedHashMap<>();
        for (Map.Entry<String, Watched> process : processes.entrySet()) {
            process.getValue().resetPeak();
            before.put(process.getKey(), process.getValue().cpuSeconds());
        }
        return before;
    }

    Map<String, Usage> since(Map<String, Double> before) throws IOException {
        Map<String, Usage> usage = new LinkedHashMap<>();
        for (Map.Entry<String, Watched> process : processes.entrySet()) {
            double seconds = process.getValue().cpuSeconds() - before.get(process.getKey());
            usage.put(process.getKey(), new Usage(seconds, process.getValue().peakMebibytes()));
        }
        return usage;
    }
}
