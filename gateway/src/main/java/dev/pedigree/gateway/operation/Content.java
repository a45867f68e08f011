package dev.pedigree.gateway.operation;

import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.gateway.upstream.RegistryClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ManifestName;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.Version;
import java.util.List;

/// Finds the manifest that is meant where a version is named.
public final class Content {
    private static final String MANIFESTS = "/manifests/";

    private final RegistryClient registry;

    public Content(RegistryClient registry) {
        this.registry = registry;
    }

    /// @param name of a manifest, which is its own answer, or of a version
    /// @param includeRetired whether the content of a retired version is wanted all the same
    String manifest(String name, boolean includeRetired) {
        if (name.contains(MANIFESTS)) {
            return name;
        }
        Version version = registry.version(name);
        if (version.getState() == Version.State.STATE_RETIRED && !includeRetired) {
            throw retired(version.getName());
        }
        String digest = version.getRecord().getManifestDigest();
        if (digest.isEmpty()) {
            throw new NotFound(ErrorReason.ERROR_REASON_MANIFEST_NOT_FOUND, "manifest", version.getName());
        }
        ProjectName project = VersionName.parse(version.getName()).project();
        return new ManifestName(project, Digest.parse(digest)).toString();
    }

    private static Refused retired(String version) {
        return new Refused(
                ErrorReason.ERROR_REASON_VERSION_RETIRED,
                List.of(new Violation(
                        "VERSION_RETIRED",
                        version,
                        "the version is retired: set include_retired to be given its content")));
    }
}
