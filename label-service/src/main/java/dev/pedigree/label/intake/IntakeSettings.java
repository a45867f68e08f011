package dev.pedigree.label.intake;

import java.time.Duration;

/// What one change file may take of this machine.
///
/// @param workers files that are read at once
/// @param memoryMib of the engine in each worker; the whole process may take about half a GiB more
/// @param patience how long reading one file may take
public record IntakeSettings(int workers, int memoryMib, Duration patience, long mostRows, long mostBytes) {
    private static final int OVERHEAD_MIB = 512;

    long mostResidentBytes() {
        return (memoryMib + OVERHEAD_MIB) * (1L << 20);
    }
}
