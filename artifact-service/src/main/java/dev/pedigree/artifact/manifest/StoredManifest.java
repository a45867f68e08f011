package dev.pedigree.artifact.manifest;

import static java.util.Objects.requireNonNull;

import dev.pedigree.artifact.blob.Project;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ManifestName;
import java.time.Instant;
import java.util.Optional;

/// A committed list of files. While it is there, so is every blob it lists.
public record StoredManifest(
        long id,
        Project project,
        Digest digest,
        long files,
        long bytes,
        Optional<Digest> modelSigningRoot,
        Instant createdAt,
        Instant leasedUntil) {
    public StoredManifest {
        requireNonNull(project, "project is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(modelSigningRoot, "modelSigningRoot is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(leasedUntil, "leasedUntil is null");
    }

    public ManifestName name() {
        return new ManifestName(project.name(), digest);
    }
}
