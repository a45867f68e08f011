package dev.pedigree.artifact.blob;

import static java.util.Objects.requireNonNull;

/// Where bytes lie, and how: a range of what the bucket holds. Nothing that reads may rely on how many blobs share it.
public record Location(Container container, long offset, long length, Encoding encoding) {
    public Location {
        requireNonNull(container, "container is null");
        requireNonNull(encoding, "encoding is null");
    }

    /// All of an object.
    public static Location whole(Container container) {
        return new Location(container, 0, container.size(), Encoding.IDENTITY);
    }

    public String key() {
        return container.key();
    }

    /// The size the object must have at least.
    public long end() {
        return offset + length;
    }
}
