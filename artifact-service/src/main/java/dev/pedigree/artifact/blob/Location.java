package dev.pedigree.artifact.blob;

import static java.util.Objects.requireNonNull;

/// Where bytes lie: a range of an object in the bucket. Today every blob is an object of its own; nothing that
/// reads may rely on that.
public record Location(String key, long offset, long length) {
    public Location {
        requireNonNull(key, "key is null");
    }

    /// All of an object.
    static Location whole(String key, long length) {
        return new Location(key, 0, length);
    }

    /// The size the object must have at least.
    public long end() {
        return offset + length;
    }
}
