package dev.pedigree.artifact.hold;

import dev.pedigree.artifact.manifest.ManifestStore;
import dev.pedigree.artifact.manifest.StoredManifest;
import dev.pedigree.lifecycle.name.ManifestName;

/// Says that a manifest and all it lists are there, and keeps them from deletion for a while: evidence.
///
/// That the blobs have their rows need not be looked up: it was checked when the manifest was committed, and as
/// long as a manifest is there nothing it lists is taken away. So a hold costs one row, not one for every file.
/// With `verify` the object store is asked for every object as well.
///
/// Errors: MANIFEST_NOT_FOUND, ARTIFACT_MISSING.
public final class HoldManifest {
    private final ManifestStore manifests;
    private final ObjectCheck objects;

    public HoldManifest(ManifestStore manifests, ObjectCheck objects) {
        this.manifests = manifests;
        this.objects = objects;
    }

    public StoredManifest run(ManifestName name, boolean verify) {
        StoredManifest manifest = manifests.hold(name);
        if (verify) {
            objects.run(manifest);
        }
        return manifest;
    }
}
