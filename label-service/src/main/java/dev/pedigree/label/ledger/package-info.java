/// The ledgers and the segments they are read from, as Postgres keeps them.
package dev.pedigree.label.ledger;
