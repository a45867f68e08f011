package dev.pedigree.bench.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A process of this machine, as /proc tells of it.
public record OneProcess(long pid) implements Watched {
    /// What Linux counts processor time in, on every platform that Java runs on.
    private static final double TICKS_PER_SECOND = 100;

    private static final double KIB_PER_MIB = 1024;
    private static final int USER_TIME = 11; // fields after the command's name, which may hold anything
    private static final int SYSTEM_TIME = 12;
    private static final int ENDED_USER_TIME = 13;
    private static final int ENDED_SYSTEM_TIME = 14;
    private static final String RESET_PEAK = "5";

    @Override
    public void resetPeak() throws IOException {
        Files.writeString(proc("clear_refs"), RESET_PEAK);
    }

    @Override
    public double cpuSeconds() throws IOException {
        return seconds(USER_TIME, SYSTEM_TIME);
    }

    /// What its children had taken when they ended.
    double endedCpuSeconds() throws IOException {
        return seconds(ENDED_USER_TIME, ENDED_SYSTEM_TIME);
    }

    private double seconds(int user, int system) throws IOException {
        String stat = Files.readString(proc("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[user]) + Long.parseLong(fields[system])) / TICKS_PER_SECOND;
    }

    @Override
    public double peakMebibytes() throws IOException {
        return Files.readAllLines(proc("status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow()
                / KIB_PER_MIB;
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
