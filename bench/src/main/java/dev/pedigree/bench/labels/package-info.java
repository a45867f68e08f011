/// Label ledgers of millions of labels: changed, asked and exported, beside what a bare DuckDB takes for the least.
package dev.pedigree.bench.labels;
