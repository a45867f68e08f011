package dev.pedigree.artifact.rpc;

import dev.pedigree.artifact.blob.Encoding;
import dev.pedigree.v1.BlobEncoding;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/// How encodings are written on the wire.
final class Encodings {
    private Encodings() {}

    /// Field rules let no other values in.
    static Encoding read(BlobEncoding encoding) {
        return encoding == BlobEncoding.BLOB_ENCODING_ZSTD ? Encoding.ZSTD : Encoding.IDENTITY;
    }

    static BlobEncoding write(Encoding encoding) {
        return switch (encoding) {
            case IDENTITY -> BlobEncoding.BLOB_ENCODING_UNSPECIFIED;
            case ZSTD -> BlobEncoding.BLOB_ENCODING_ZSTD;
        };
    }

    /// What can be read as it is, everybody accepts.
    static Set<Encoding> accepted(Collection<BlobEncoding> encodings) {
        Set<Encoding> accepted = EnumSet.of(Encoding.IDENTITY);
        encodings.forEach(encoding -> accepted.add(read(encoding)));
        return accepted;
    }
}
