package dev.pedigree.lifecycle.gate;

/// Something that a node of the lineage should say and does not.
///
/// @param node resource name of the node
/// @param missing what is not there, such as `label_schema`
public record LineageGap(String node, String missing) {}
