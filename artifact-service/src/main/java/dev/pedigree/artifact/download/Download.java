package dev.pedigree.artifact.download;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Encoding;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.lifecycle.Digest;

/// What there is to hand over of one blob.
public sealed interface Download {
    Digest digest();

    /// Its bytes, verified.
    ///
    /// @param size of the bytes when decoded
    record Given(Digest digest, long size, Encoding encoding, ByteString bytes) implements Download {}

    record Refused(Digest digest, Fault fault) implements Download {}
}
