package dev.pedigree.artifact.part;

/// How one large blob is cut: all parts but the last have the same size. Parts are numbered from 1.
public record Cut(long size, int partSize) {
    public Cut {
        if (size <= 0 || partSize <= 0) {
            throw new IllegalArgumentException("%d bytes in parts of %d".formatted(size, partSize));
        }
    }

    public int count() {
        return Math.toIntExact(Math.ceilDiv(size, partSize));
    }

    /// Where the part begins.
    public long offset(int number) {
        return (number - 1L) * partSize;
    }

    /// How many bytes the part has.
    public int length(int number) {
        return (int) Math.min(partSize, size - offset(number));
    }

    /// The part that holds the byte at `offset`.
    public int holding(long offset) {
        return Math.toIntExact(offset / partSize) + 1;
    }

    /// How many bytes the first `count` parts have.
    public long bytes(int count) {
        return Math.min(size, (long) count * partSize);
    }
}
