package dev.pedigree.label.intake;

import java.time.Duration;

/// What one change file may take of this machine.
///
/// @param workers files that are read at once
/// @param memoryMib of the engine in each worker; the whole process may take about half a GiB more
/// @param patience how long reading one file may take
public record IntakeSettings(int workers, int memoryMib, Duration patience, long mostRows, long mostBytes) {
    private static final int OVERHEAD_MIB = 512;

    /// How many times as long as the largest file all values of one may be, and what is written of it: more is in no
    /// file that was not made for it.
    private static final int TEXT = 4;

    private static final int OUTPUT = 2;

    long mostResidentBytes() {
        return (memoryMib + OVERHEAD_MIB) * (1L << 20);
    }

    long mostText() {
        return TEXT * mostBytes;
    }

    long mostOutputBytes() {
        return OUTPUT * mostBytes;
    }
}
