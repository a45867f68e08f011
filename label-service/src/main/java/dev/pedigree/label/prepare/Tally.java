package dev.pedigree.label.prepare;

import dev.pedigree.v1.LabelLedgerStatistics;

/// What was counted of a ledger.
record Tally(Counts after, LabelLedgerStatistics statistics) {}
