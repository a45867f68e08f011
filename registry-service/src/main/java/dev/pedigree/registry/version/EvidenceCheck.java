package dev.pedigree.registry.version;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.mesh.v1.ArtifactEvidence;
import dev.pedigree.registry.name.Times;
import dev.pedigree.v1.ErrorReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Whether the bytes that the gateway vouches for are the ones that matter, and stay long enough.
public final class EvidenceCheck {
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private EvidenceCheck() {}

    /// @param manifestDigest of the version, empty when it has no files
    /// @param now by the database's clock
    public static void require(String manifestDigest, ArtifactEvidence evidence, Instant now) {
        if (manifestDigest.isEmpty()) {
            return;
        }
        if (!evidence.getManifestDigest().equals(manifestDigest)) {
            throw stale("the evidence is for other bytes", manifestDigest);
        }
        if (Times.fromWire(evidence.getExpireTime()).isBefore(now.plus(MARGIN))) {
            throw stale("the evidence is about to expire", manifestDigest);
        }
    }

    private static Conflict stale(String why, String manifestDigest) {
        return new Conflict(
                ErrorReason.ERROR_REASON_EVIDENCE_STALE,
                why + ": try again",
                Map.of("changed", "artifact", "digest", manifestDigest));
    }
}
