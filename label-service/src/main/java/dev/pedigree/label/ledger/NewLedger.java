package dev.pedigree.label.ledger;

import dev.pedigree.label.agreement.Ratings;
import dev.pedigree.label.rule.ChangeKind;
import dev.pedigree.label.rule.ClassMoves;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.LabelLedgerStatistics;
import java.util.Optional;

/// A ledger that was prepared and has no row yet. Its files are stored.
public record NewLedger(
        LedgerName name,
        Optional<Ledger> parent,
        ChangeKind kind,
        String labelSchema,
        Digest schemaDigest,
        Optional<Digest> changeFile,
        Optional<Digest> manifest,
        ClassMoves moves,
        LabelLedgerStatistics statistics,
        Ratings ratings,
        Segment segment) {

    /// Its place in its chain.
    public int ordinal() {
        return parent.map(Ledger::ordinal).orElse(0) + 1;
    }

    public int epoch() {
        return parent.map(Ledger::epoch).orElse(0) + (kind == ChangeKind.SCHEMA ? 1 : 0);
    }
}
