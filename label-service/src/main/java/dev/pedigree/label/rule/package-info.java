/// The rules of ledgers, pure: no file, no database. What a row is, how it is written for the digest, how classes move.
package dev.pedigree.label.rule;
