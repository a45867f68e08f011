package dev.pedigree.gateway.fact;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.gateway.upstream.LineageClient;
import dev.pedigree.gateway.upstream.RegistryClient;
import dev.pedigree.lifecycle.name.EnvironmentName;
import dev.pedigree.lifecycle.name.ManifestName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.DeployFacts;
import dev.pedigree.mesh.v1.GetDeployFactsRequest;
import dev.pedigree.mesh.v1.LineageEvidence;
import dev.pedigree.v1.Environment;
import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// Gathers what a deployment is judged on: first what the registry knows, then, side by side, whether the bytes
/// are there and what the model learned from.
public final class FactFinder {
    private final RegistryClient registry;
    private final Holds holds;
    private final LineageClient lineage;
    private final Patience patience;

    public FactFinder(RegistryClient registry, Holds holds, LineageClient lineage) {
        this.registry = registry;
        this.holds = holds;
        this.lineage = lineage;
        this.patience = new Patience();
    }

    /// Everything, or the fault of whichever service did not answer.
    public Facts forDeploy(EnvironmentName environment, VersionName version, String etag) {
        DeployFacts known = known(
                GetDeployFactsRequest.newBuilder()
                        .setEnvironment(environment.toString())
                        .setVersion(version.toString())
                        .build(),
                etag);
        try (Fork<LineageEvidence> training = Fork.ask(() -> training(known))) {
            ArtifactFinding artifact = holds.verify(manifest(known));
            return new Facts(known, artifact, LineageFinding.known(training.join()));
        }
    }

    /// The same for a rollback, which does without lineage-service if it must, and does not wait for it for long.
    ///
    /// @param deployment to take up again; empty: the one that the rollback pointer names
    public Facts forRollback(EnvironmentName environment, String deployment, String etag) {
        DeployFacts known = known(
                GetDeployFactsRequest.newBuilder()
                        .setEnvironment(environment.toString())
                        .setRollbackTo(deployment)
                        .build(),
                etag);
        try (Fork<LineageEvidence> training = patience.ask(() -> training(known))) {
            ArtifactFinding artifact = holds.verify(manifest(known));
            return new Facts(known, artifact, orUnknown(training));
        }
    }

    /// An etag that is not the present one ends it here: what would be judged is not what the caller looked at.
    private DeployFacts known(GetDeployFactsRequest request, String etag) {
        DeployFacts facts = registry.deployFacts(request);
        Environment environment = facts.getEnvironment();
        if (!environment.getEtag().equals(etag)) {
            throw new Conflict(
                    ErrorReason.ERROR_REASON_ETAG_MISMATCH,
                    environment.getName() + " has changed: read it again and decide again",
                    Map.of("etag", environment.getEtag(), "resource", environment.getName()));
        }
        return facts;
    }

    private LineageEvidence training(DeployFacts known) {
        return lineage.training(known.getVersion().getName(), known.getConsistencyToken());
    }

    private static LineageFinding orUnknown(Fork<LineageEvidence> training) {
        try {
            return LineageFinding.known(training.join());
        } catch (Fault fault) {
            return LineageFinding.unknown(fault.getMessage());
        }
    }

    private static ManifestName manifest(DeployFacts facts) {
        return new ManifestName(VersionName.parse(facts.getVersion().getName()).project(), FactCodec.manifest(facts));
    }
}
