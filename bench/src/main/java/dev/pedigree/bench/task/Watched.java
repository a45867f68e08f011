package dev.pedigree.bench.task;

import java.io.IOException;

/// Something that takes processor time and memory.
public interface Watched {
    /// The peak begins anew.
    void resetPeak() throws IOException;

    /// What it has taken so far.
    double cpuSeconds() throws IOException;

    /// Its largest resident set since the peak was reset.
    double peakMebibytes() throws IOException;
}
