/// Keeps the number of segments small that a ledger is read from.
package dev.pedigree.label.compact;
