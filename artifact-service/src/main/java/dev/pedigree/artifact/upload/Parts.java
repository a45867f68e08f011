package dev.pedigree.artifact.upload;

/// How large blobs are cut for the object store.
///
/// @param size of every part but the last; a blob no larger than one part is put whole
/// @param inFlight parts of one blob that are on their way at once
public record Parts(int size, int inFlight) {
    /// Object stores take no more parts than this for one object.
    private static final long MOST = 10_000;

    /// The largest blob that can be stored.
    public long largestBlob() {
        return MOST * size;
    }
}
