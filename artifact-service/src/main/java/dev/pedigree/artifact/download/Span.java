package dev.pedigree.artifact.download;

import dev.pedigree.chassis.fault.Invalid;

/// Which bytes of a blob: from `from` to before `to`.
public record Span(long from, long to) {
    /// What a request asks for of a blob of `size` bytes.
    ///
    /// @param limit how many bytes at most; 0 is all
    public static Span of(long offset, long limit, long size) {
        if (offset < 0 || offset > size) {
            throw new Invalid("read_offset", "is %d, and the blob has %d bytes".formatted(offset, size));
        }
        if (limit < 0) {
            throw new Invalid("read_limit", "is %d".formatted(limit));
        }
        return new Span(offset, limit == 0 ? size : offset + Math.min(limit, size - offset));
    }

    public boolean isEmpty() {
        return from == to;
    }
}
