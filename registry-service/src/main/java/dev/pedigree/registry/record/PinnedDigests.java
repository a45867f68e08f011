package dev.pedigree.registry.record;

import dev.pedigree.v1.DatasetChange;
import dev.pedigree.v1.LabelLedgerReference;
import dev.pedigree.v1.VersionRecord;
import java.util.List;
import java.util.stream.Stream;

/// Every content digest that a record pins: its files, its change file, its guideline. What is pinned is not swept.
public final class PinnedDigests {
    private PinnedDigests() {}

    public static List<String> of(VersionRecord record) {
        return Stream.of(Stream.of(record.getManifestDigest()), ofRecord(record))
                .flatMap(digests -> digests)
                .filter(digest -> !digest.isEmpty())
                .distinct()
                .toList();
    }

    private static Stream<String> ofRecord(VersionRecord record) {
        return switch (record.getRecordCase()) {
            case DATASET ->
                Stream.concat(
                        ofLedger(record.getDataset().getLabelLedger()),
                        ofChange(record.getDataset().getChange()));
            case LABEL_SCHEMA ->
                Stream.of(record.getLabelSchema().getGuideline().getValue().getDigest());
            case MODEL, RECORD_NOT_SET -> Stream.empty();
        };
    }

    /// The files that a ledger is read from at present are its service's to hold; what it was made from stays for ever.
    private static Stream<String> ofLedger(LabelLedgerReference ledger) {
        return Stream.of(ledger.getDigest(), ledger.getChangeFile());
    }

    private static Stream<String> ofChange(DatasetChange change) {
        return Stream.of(
                change.getCorrective().getCorrections().getDigest(),
                change.getSchema().getRelabelled().getDigest());
    }
}
