/// The load generator and its report.
package dev.pedigree.bench;
