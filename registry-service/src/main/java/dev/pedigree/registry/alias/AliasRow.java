package dev.pedigree.registry.alias;

/// Where an alias points, and since which move.
record AliasRow(long version, long revision) {}
