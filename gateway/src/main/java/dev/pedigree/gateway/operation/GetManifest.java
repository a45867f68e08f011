package dev.pedigree.gateway.operation;

import dev.pedigree.gateway.upstream.ArtifactClient;
import dev.pedigree.v1.GetManifestRequest;
import dev.pedigree.v1.Manifest;

/// Reads a manifest by its own name or by that of a version.
///
/// Errors: MANIFEST_NOT_FOUND, VERSION_NOT_FOUND, ALIAS_NOT_FOUND, VERSION_RETIRED.
public final class GetManifest {
    private final Content content;
    private final ArtifactClient artifacts;

    public GetManifest(Content content, ArtifactClient artifacts) {
        this.content = content;
        this.artifacts = artifacts;
    }

    public Manifest run(GetManifestRequest request) {
        String manifest = content.manifest(request.getName(), request.getIncludeRetired());
        return artifacts.manifest(request.toBuilder().setName(manifest).build());
    }
}
