package dev.pedigree.gateway.operation;

import dev.pedigree.gateway.fact.FactFinder;
import dev.pedigree.gateway.fact.Facts;
import dev.pedigree.gateway.upstream.RegistryClient;
import dev.pedigree.lifecycle.gate.Judge;
import dev.pedigree.lifecycle.name.EnvironmentName;
import dev.pedigree.mesh.v1.RollbackDeploymentCommand;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.RollbackDeploymentRequest;

/// Takes up an earlier deployment's version again. It is the way out of trouble, so it goes on without lineage-service.
///
/// Errors: GATES_NOT_PASSED (bytes missing, version retired), ETAG_MISMATCH, DEPENDENCY_UNAVAILABLE, and what the
/// registry says: NO_POLICY, DEPLOYMENT_NOT_FOUND, NOTHING_TO_ROLL_BACK, EVIDENCE_STALE, REQUEST_ID_REUSED.
public final class RollbackDeployment {
    private final FactFinder facts;
    private final RegistryClient registry;
    private final EarlierReplies earlier;

    public RollbackDeployment(FactFinder facts, RegistryClient registry, EarlierReplies earlier) {
        this.facts = facts;
        this.registry = registry;
        this.earlier = earlier;
    }

    public Deployment run(RollbackDeploymentRequest request) {
        return earlier.orElse(
                LifecycleServiceGrpc.getRollbackDeploymentMethod(), request, this::command, registry::rollBack);
    }

    private RollbackDeploymentCommand command(RollbackDeploymentRequest request) {
        EnvironmentName environment = EnvironmentName.parse(request.getName());
        Facts found = facts.forRollback(environment, request.getDeployment(), request.getEtag());
        Deployment target = found.registry().getTarget();
        Refusal.unlessPassed(Judge.rollback(found.with(target.getLimitationsList())));
        RollbackDeploymentCommand.Builder command =
                RollbackDeploymentCommand.newBuilder().setRequest(request).setTarget(target.getName());
        found.artifact().evidence().ifPresent(command::setArtifact);
        found.lineage().evidence().ifPresent(command::setLineage);
        return command.build();
    }
}
