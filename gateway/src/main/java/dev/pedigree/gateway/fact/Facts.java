package dev.pedigree.gateway.fact;

import dev.pedigree.lifecycle.gate.DeployFacts;
import dev.pedigree.lifecycle.gate.Limitation;
import dev.pedigree.mesh.v1.JudgedOn;
import java.util.List;

/// Everything that was gathered about a deployment to be: what the registry, artifact-service and lineage-service said.
public record Facts(dev.pedigree.mesh.v1.DeployFacts registry, ArtifactFinding artifact, LineageFinding lineage) {

    /// As the rule book reads them, with the limitations that are stated.
    public DeployFacts with(List<dev.pedigree.v1.Limitation> limitations) {
        return new DeployFacts(
                FactCodec.candidate(registry),
                FactCodec.current(registry),
                PolicyCodec.parse(registry.getPolicy()),
                limitations.stream()
                        .map(limitation -> new Limitation(limitation.getTopic(), limitation.getDescription()))
                        .toList(),
                artifact.fact(),
                lineage.fact());
    }

    /// What of it can change again: the registry refuses if any of it has.
    public JudgedOn judgedOn() {
        return JudgedOn.newBuilder()
                .setPolicyRevision(registry.getPolicy().getRevision())
                .setEvaluation(registry.getEvaluation().getName())
                .setBaselineEvaluation(registry.getBaselineEvaluation().getName())
                .setCurrentDeployment(registry.getEnvironment().getCurrentDeployment())
                .build();
    }
}
