package dev.pedigree.bench.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads from /proc what processes take: processor time, and the largest resident set since the watch began.
public final class Watch {
    /// What Linux counts processor time in, on every platform that Java runs on.
    private static final double TICKS_PER_SECOND = 100;

    private static final double KIB_PER_MIB = 1024;
    private static final int USER_TIME = 11; // fields after the command's name, which may hold anything
    private static final int SYSTEM_TIME = 12;
    private static final String RESET_PEAK = "5";

    private final Map<String, Long> processes;

    /// @param processes ids by name
    public Watch(Map<String, Long> processes) {
        this.processes = new LinkedHashMap<>(processes);
    }

    /// What everything has taken so far; peaks begin anew.
    Map<String, Double> begin() throws IOException {
        Map<String, Double> before = new LinkedHashMap<>();
        for (Map.Entry<String, Long> process : processes.entrySet()) {
            Files.writeString(proc(process.getValue(), "clear_refs"), RESET_PEAK);
            before.put(process.getKey(), cpuSeconds(process.getValue()));
        }
        return before;
    }

    Map<String, Usage> since(Map<String, Double> before) throws IOException {
        Map<String, Usage> usage = new LinkedHashMap<>();
        for (Map.Entry<String, Long> process : processes.entrySet()) {
            long pid = process.getValue();
            usage.put(process.getKey(), new Usage(cpuSeconds(pid) - before.get(process.getKey()), peakMebibytes(pid)));
        }
        return usage;
    }

    private static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(proc(pid, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
    }

    private static double peakMebibytes(long pid) throws IOException {
        return Files.readAllLines(proc(pid, "status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow()
                / KIB_PER_MIB;
    }

    private static Path proc(long pid, String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
