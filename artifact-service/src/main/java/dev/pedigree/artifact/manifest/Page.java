package dev.pedigree.artifact.manifest;

import com.google.protobuf.ByteString;

/// Some consecutive lines of a manifest in canonical form; all pages in order, put together, are the manifest.
///
/// @param firstPath UTF-8 of the path in the first line
record Page(ByteString firstPath, ByteString lines) {}
