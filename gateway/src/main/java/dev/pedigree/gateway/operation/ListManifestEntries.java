package dev.pedigree.gateway.operation;

import dev.pedigree.gateway.upstream.ArtifactClient;
import dev.pedigree.v1.ListManifestEntriesRequest;
import dev.pedigree.v1.ListManifestEntriesResponse;

/// Lists the files of a manifest, named by itself or by a version.
///
/// Errors: MANIFEST_NOT_FOUND, VERSION_NOT_FOUND, ALIAS_NOT_FOUND, VERSION_RETIRED, PAGE_TOKEN_INVALID.
public final class ListManifestEntries {
    private final Content content;
    private final ArtifactClient artifacts;

    public ListManifestEntries(Content content, ArtifactClient artifacts) {
        this.content = content;
        this.artifacts = artifacts;
    }

    public ListManifestEntriesResponse run(ListManifestEntriesRequest request) {
        String manifest = content.manifest(request.getParent(), request.getIncludeRetired());
        return artifacts.entries(request.toBuilder().setParent(manifest).build());
    }
}
