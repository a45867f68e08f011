package dev.pedigree.label.ledger;

import static java.util.Objects.requireNonNull;

import dev.pedigree.label.rule.ChangeKind;
import dev.pedigree.label.rule.ClassMoves;
import dev.pedigree.lifecycle.Digest;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// A ledger, without what was counted of it.
///
/// @param id of its row
/// @param parent row of the ledger it follows
/// @param ordinal its place in its chain, from 1
/// @param epoch how many schema changes there are up to it
public record Ledger(
        long id,
        LedgerName name,
        OptionalLong parent,
        int ordinal,
        int epoch,
        ChangeKind kind,
        String labelSchema,
        Digest schemaDigest,
        Optional<Digest> changeFile,
        Optional<Digest> manifest,
        ClassMoves moves,
        Instant leasedUntil) {
    public Ledger {
        requireNonNull(name, "name is null");
        requireNonNull(kind, "kind is null");
    }

    public String project() {
        return name.project().id();
    }
}
