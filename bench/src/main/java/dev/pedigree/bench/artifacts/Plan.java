package dev.pedigree.bench.artifacts;

/// How much there is of everything, so that the whole ends in time.
///
/// @param largeBytes of the one large file
/// @param files of 16 KiB
/// @param manyFiles of 4 KiB
/// @param digests asked for in one call
/// @param warmUps rounds before the first that counts: two cores take a while to compile what four JVMs run
record Plan(long largeBytes, int files, int manyFiles, int digests, int warmUps) {
    static final int ROUNDS = 5;

    /// What takes a tenth of a second has to be done more often before it is compiled.
    static final int SHORT_WARM_UPS = 30;

    /// Small pushes beforehand, so that what a push takes is compiled in all processes.
    static final int WARM_UP_PUSHES = 3_000;

    static final int FILE_BYTES = 16 << 10;
    static final int MANY_FILE_BYTES = 4 << 10;

    private static final long MIB = 1 << 20;

    static Plan of(double scale) {
        return new Plan(
                Math.max(1, Math.round(1024 * scale)) * MIB,
                (int) Math.max(1_000, Math.round(5_000 * scale)),
                (int) Math.max(1_000, Math.round(200_000 * scale)),
                100_000,
                Math.clamp(Math.round(2 / scale), 2, 6));
    }

    /// Of files that are pushed again, one in a hundred has changed.
    int changedFiles() {
        return Math.max(1, files / 100);
    }
}
