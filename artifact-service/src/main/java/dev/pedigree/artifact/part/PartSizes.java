package dev.pedigree.artifact.part;

/// How large blobs are cut.
///
/// @param smallest a blob no larger than that is put whole; one that would have too many such parts has parts twice or
///     four times as large
/// @param inFlight parts of one blob that are on their way at once
public record PartSizes(int smallest, int inFlight) {
    private static final int MOST_PARTS = 10_000;
    private static final int LARGEST_FACTOR = 4;

    /// For no more than `largestBlob`.
    public Cut cut(long size) {
        if (size > largestBlob()) {
            throw new IllegalArgumentException("%d bytes are more than %d".formatted(size, largestBlob()));
        }
        int partSize = smallest;
        while (Math.ceilDiv(size, partSize) > MOST_PARTS) {
            partSize *= 2;
        }
        return new Cut(size, partSize);
    }

    /// The largest blob that can be stored.
    public long largestBlob() {
        return (long) MOST_PARTS * largest();
    }

    /// The largest part there may be.
    public int largest() {
        return LARGEST_FACTOR * smallest;
    }
}
