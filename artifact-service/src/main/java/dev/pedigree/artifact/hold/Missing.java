package dev.pedigree.artifact.hold;

import dev.pedigree.artifact.manifest.StoredManifest;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.v1.ErrorReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What of a manifest is missing. Safe for use by several threads.
final class Missing {
    private static final int MOST_LISTED = 1_000;

    private final StoredManifest manifest;
    private final List<Violation> violations = new ArrayList<>();

    Missing(StoredManifest manifest) {
        this.manifest = manifest;
    }

    void add(Digest blob, String description) {
        add(new BlobName(manifest.project().name(), blob).toString(), description);
    }

    synchronized void add(String subject, String description) {
        violations.add(new Violation("ARTIFACT_MISSING", subject, description));
    }

    /// Whether more would not be listed.
    synchronized boolean enough() {
        return violations.size() >= MOST_LISTED;
    }

    synchronized void refuse() {
        if (!violations.isEmpty()) {
            throw new Refused(
                    ErrorReason.ERROR_REASON_ARTIFACT_MISSING,
                    "%s lists content that is missing".formatted(manifest.name()),
                    violations.subList(0, Math.min(MOST_LISTED, violations.size())),
                    Map.of());
        }
    }
}
