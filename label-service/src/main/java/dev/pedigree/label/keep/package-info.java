/// Keeps the files of ledgers from deletion.
package dev.pedigree.label.keep;
