package dev.pedigree.bench.labels;

import dev.pedigree.bench.Progress;
import java.util.ArrayList;
import java.util.List;

/// Versions that each correct the one before: some samples once, and a few restless ones every time.
///
/// @param versions the first is the dataset as it was imported
record Chain(List<Dataset> versions) {
    static Chain of(Ground ground, Kept kept, long labels) throws Exception {
        Dataset version = ground.dataset(labels);
        List<Dataset> versions = new ArrayList<>(List.of(version));
        long corrections = labels / Plan.PART_OF_CHAIN;
        for (int number = 0; number < Plan.VERSIONS; number++) {
            version = follow(ground, kept, version, "chain-" + labels + "-" + number, corrections, number);
            versions.add(version);
        }
        return new Chain(List.copyOf(versions));
    }

    private static Dataset follow(Ground ground, Kept kept, Dataset parent, String key, long corrections, int earlier)
            throws Exception {
        String made = kept.get(key, () -> {
            Progress.say("%s: %,d corrections", key, corrections);
            long from = Plan.RESTLESS + earlier * corrections;
            String file = ground.upload(ground.data()
                    .corrections("chain", from, from + corrections, Plan.RESTLESS, earlier, "step by step"));
            return ground.correct(parent, file, corrections + Plan.RESTLESS).spell();
        });
        return Dataset.read(parent.asset(), made);
    }

    Dataset last() {
        return versions.getLast();
    }
}
