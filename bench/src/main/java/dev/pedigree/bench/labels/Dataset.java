package dev.pedigree.bench.labels;

/// A dataset version with its labels.
///
/// @param asset the dataset
/// @param version the name of the version
/// @param ledger the digest of its labels
record Dataset(String asset, String version, String ledger) {
    private static final String SPACE = " ";

    static Dataset read(String asset, String spelled) {
        String[] parts = spelled.split(SPACE, -1);
        return new Dataset(asset, parts[0], parts[1]);
    }

    String spell() {
        return version + SPACE + ledger;
    }
}
