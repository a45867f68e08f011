package dev.pedigree.artifact.blob;

import static java.util.Objects.requireNonNull;

import dev.pedigree.lifecycle.Digest;

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

    /// A blob as an object of its own.
    ///
    /// The key follows from the content, so writers who race write the same bytes to the same place, and bytes
    /// whose row was lost in a crash are taken up again by whoever sends them next.
    public static Blob alone(Project project, Digest digest, long size) {
        String key = "%s/blobs/%s".formatted(project.name(), digest.hex());
        return new Blob(digest, size, Location.whole(new Container(key, Container.Kind.ALONE, size)));
    }
}
