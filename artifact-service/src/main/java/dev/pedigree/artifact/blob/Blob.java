package dev.pedigree.artifact.blob;

import static java.util.Objects.requireNonNull;

import dev.pedigree.lifecycle.Digest;
import java.util.UUID;

/// Bytes that a project has, by their digest, and where they lie.
///
/// @param damaged it was found that what lies there are not these bytes any more; nobody may be given them
public record Blob(Digest digest, long size, Location location, boolean damaged) {
    public Blob {
        requireNonNull(digest, "digest is null");
        requireNonNull(location, "location is null");
    }

    public Blob(Digest digest, long size, Location location) {
        this(digest, size, location, false);
    }

    /// The same, as it would be if it were not damaged.
    public Blob undamaged() {
        return new Blob(digest, size, location);
    }

    /// A blob as an object of its own. Its key begins with the digest, so that the row can be made again from
    /// what is in the bucket, and no other object ever had it: so one that is being deleted is never taken for a
    /// new one.
    public static Blob alone(Project project, Digest digest, long size) {
        String key = "%s/blobs/%s/%s".formatted(project.name(), digest.hex(), UUID.randomUUID());
        return new Blob(digest, size, Location.whole(new Container(key, Container.Kind.ALONE, size)));
    }
}
