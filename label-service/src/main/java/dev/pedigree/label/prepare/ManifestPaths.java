package dev.pedigree.label.prepare;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.label.upstream.ArtifactClient;
import dev.pedigree.lifecycle.name.ManifestName;
import dev.pedigree.v1.ListManifestEntriesResponse;
import dev.pedigree.v1.ManifestEntry;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The paths of a manifest, a page of them in memory at a time. Errors: MANIFEST_NOT_FOUND.
final class ManifestPaths implements Iterator<String> {
    private final ArtifactClient artifacts;
    private final ManifestName manifest;
    private Iterator<ManifestEntry> page = Collections.emptyIterator();
    private Optional<String> next = Optional.of("");

    private ManifestPaths(ArtifactClient artifacts, ManifestName manifest) {
        this.artifacts = artifacts;
        this.manifest = manifest;
    }

    static Iterator<String> of(ArtifactClient artifacts, Change change) {
        return change.manifest()
                .map(digest -> new ManifestPaths(artifacts, new ManifestName(change.project(), digest)))
                .orElseThrow(() -> new Invalid("manifest_digest", "is required: rows name a path"));
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && next.isPresent()) {
            ListManifestEntriesResponse response = artifacts.entries(manifest, next.get());
            page = response.getEntriesList().iterator();
            next = Optional.of(response.getNextPageToken()).filter(token -> !token.isEmpty());
        }
        return page.hasNext();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next().getPath();
    }
}
