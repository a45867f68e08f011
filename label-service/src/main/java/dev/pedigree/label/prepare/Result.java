package dev.pedigree.label.prepare;

import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.v1.LabelRefusal;

/// What came of a change.
public sealed interface Result {
    record Prepared(LedgerStore.Counted ledger) implements Result {}

    record Refused(LabelRefusal refusal) implements Result {}
}
