/// PrepareLabels: from a change file to a ledger, or to what is wrong with it. Start at
/// [dev.pedigree.label.prepare.PrepareLabels].
package dev.pedigree.label.prepare;
