package dev.pedigree.artifact.manifest;

import com.google.protobuf.ByteString;
import dev.pedigree.lifecycle.Digest;

/// A page of a manifest by the digest of the blob that holds it.
///
/// @param firstPath UTF-8 of the path in its first line
record PageReference(ByteString firstPath, Digest digest) {}
