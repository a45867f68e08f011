package dev.pedigree.bench.labels;

import dev.pedigree.bench.Window;
import java.time.Duration;

/// How much there is of everything.
///
/// @param labels of the dataset
/// @param additions rows of the additive change
record Plan(long labels, int additions) {
    static final int ROUNDS = 5;
    static final int WARM_UPS = 3;
    static final int CORRECTIONS = 100_000;
    static final int VERSIONS = 50;

    /// Samples that every version of the chain changes once more.
    static final int RESTLESS = 100;

    /// One of so many labels is corrected by each of them.
    static final int PART_OF_CHAIN = 500;

    /// What takes milliseconds has to be done more often before it is compiled.
    static final int SHORT_WARM_UPS = 20;

    static final int CALLS_TO_GET_WARM = 2_000;

    static final Window WINDOW = new Window(Duration.ofSeconds(2), Duration.ofSeconds(4));

    private static final long LABELS = 10_000_000;
    private static final int LEAST_LABELS = 1_000_000;
    private static final int ADDITIONS = 500_000;
    private static final int SMALLER = 10;

    static Plan of(double scale) {
        return new Plan(Math.max(LEAST_LABELS, Math.round(LABELS * scale)), ADDITIONS);
    }

    /// Of the dataset that shows what does not depend on the number of labels.
    long fewerLabels() {
        return labels / SMALLER;
    }
}
