package dev.pedigree.gateway.fact;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.gate.ArtifactFact;
import dev.pedigree.mesh.v1.ArtifactEvidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What artifact-service said about the bytes: the fact for the judge and, where they are there, the evidence for
/// the registry.
public record ArtifactFinding(ArtifactFact fact, Optional<ArtifactEvidence> evidence) {
    static ArtifactFinding present(ArtifactEvidence evidence) {
        Instant heldUntil = Instant.ofEpochSecond(
                evidence.getExpireTime().getSeconds(), evidence.getExpireTime().getNanos());
        return new ArtifactFinding(
                new ArtifactFact.Present(Digest.parse(evidence.getManifestDigest()), heldUntil), Optional.of(evidence));
    }

    static ArtifactFinding missing(Digest manifest, List<String> things) {
        return new ArtifactFinding(new ArtifactFact.Missing(manifest, things), Optional.empty());
    }
}
