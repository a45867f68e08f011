package dev.pedigree.registry.deployment;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_EVIDENCE_STALE;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.lifecycle.gate.ArtifactFact;
import dev.pedigree.lifecycle.gate.LineageFact;
import dev.pedigree.lifecycle.gate.LineageGap;
import dev.pedigree.mesh.v1.ArtifactEvidence;
import dev.pedigree.mesh.v1.DeployVersionCommand;
import dev.pedigree.mesh.v1.JudgedOn;
import dev.pedigree.mesh.v1.LineageEvidence;
import dev.pedigree.mesh.v1.RollbackDeploymentCommand;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.version.EvidenceCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the gateway gathered from the other services. It stays true, so it may travel; the registry only checks
/// that it is about the right thing and lasts long enough.
///
/// @param lineage empty when lineage-service did not answer, which stops a deployment and not a rollback
record Evidence(Optional<ArtifactEvidence> artifact, Optional<LineageEvidence> lineage) {

    static Evidence of(DeployVersionCommand command) {
        return new Evidence(
                command.hasArtifact() ? Optional.of(command.getArtifact()) : Optional.empty(),
                command.hasLineage() ? Optional.of(command.getLineage()) : Optional.empty());
    }

    static Evidence of(RollbackDeploymentCommand command) {
        return new Evidence(
                command.hasArtifact() ? Optional.of(command.getArtifact()) : Optional.empty(),
                command.hasLineage() ? Optional.of(command.getLineage()) : Optional.empty());
    }

    /// @throws Conflict EVIDENCE_STALE, when it is about other bytes or about to expire
    ArtifactFact artifactFact(Facts facts, Instant now) {
        artifact.ifPresent(evidence -> EvidenceCheck.require(facts.record().getManifestDigest(), evidence, now));
        return artifact.<ArtifactFact>map(evidence ->
                        new ArtifactFact.Present(facts.manifest(), Times.fromWire(evidence.getExpireTime())))
                .orElseGet(() -> new ArtifactFact.Missing(facts.manifest(), List.of()));
    }

    LineageFact lineageFact() {
        return lineage.<LineageFact>map(evidence -> new LineageFact.Known(evidence.getGapsList().stream()
                        .map(gap -> new LineageGap(gap.getVersion(), gap.getMissing()))
                        .toList()))
                .orElseGet(() -> new LineageFact.Unknown("lineage-service did not answer"));
    }

    /// Refuses a decision that was judged on what is no longer so.
    ///
    /// @throws Conflict EVIDENCE_STALE, naming all that changed
    static void requireNewest(JudgedOn judged, JudgedOn present) {
        List<String> changed = Stream.of(
                        changed("policy_revision", judged.getPolicyRevision(), present.getPolicyRevision()),
                        changed("evaluation", judged.getEvaluation(), present.getEvaluation()),
                        changed("baseline_evaluation", judged.getBaselineEvaluation(), present.getBaselineEvaluation()),
                        changed("current_deployment", judged.getCurrentDeployment(), present.getCurrentDeployment()))
                .flatMap(Optional::stream)
                .toList();
        if (!changed.isEmpty()) {
            throw stale(String.join(",", changed));
        }
    }

    static Conflict stale(String changed) {
        return new Conflict(
                ERROR_REASON_EVIDENCE_STALE,
                "what this was judged on has changed since (%s): try again".formatted(changed),
                Map.of("changed", changed));
    }

    private static Optional<String> changed(String what, Object judged, Object present) {
        return judged.equals(present) ? Optional.empty() : Optional.of(what);
    }
}
