package dev.pedigree.label.export;

import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore.Counted;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.Version;
import java.util.Optional;

/// What is exported.
///
/// @param version by which the ledger was asked for; empty: by its own name
public record Subject(Counted counted, Optional<Version> version) {
    Ledger ledger() {
        return counted.ledger();
    }

    LabelLedgerStatistics statistics() {
        return counted.statistics();
    }

    String name() {
        return version.map(Version::getName).orElseGet(() -> ledger().name().toString());
    }
}
