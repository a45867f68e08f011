package dev.pedigree.gateway.operation;

import dev.pedigree.gateway.fact.FactFinder;
import dev.pedigree.gateway.fact.Facts;
import dev.pedigree.gateway.upstream.RegistryClient;
import dev.pedigree.lifecycle.gate.Judge;
import dev.pedigree.lifecycle.name.EnvironmentName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.DeployVersionCommand;
import dev.pedigree.v1.DeployVersionRequest;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.LifecycleServiceGrpc;

/// Puts a model version into service: gathers every fact, judges every gate, then writes once.
///
/// Errors: GATES_NOT_PASSED (every violation), ETAG_MISMATCH, NOT_FRESH_YET, DEPENDENCY_UNAVAILABLE, and what the
/// registry says: VERSION_NOT_FOUND, NO_POLICY, EVIDENCE_STALE, REQUEST_ID_REUSED.
public final class DeployVersion {
    private final FactFinder facts;
    private final RegistryClient registry;
    private final EarlierReplies earlier;

    public DeployVersion(FactFinder facts, RegistryClient registry, EarlierReplies earlier) {
        this.facts = facts;
        this.registry = registry;
        this.earlier = earlier;
    }

    public Deployment run(DeployVersionRequest request) {
        return earlier.orElse(LifecycleServiceGrpc.getDeployVersionMethod(), request, this::command, registry::deploy);
    }

    private DeployVersionCommand command(DeployVersionRequest request) {
        VersionName version = VersionName.parse(request.getName());
        EnvironmentName environment = version.asset().environment(request.getEnvironment());
        Facts found = facts.forDeploy(environment, version, request.getEtag());
        Refusal.unlessPassed(Judge.deploy(found.with(request.getLimitationsList())));
        DeployVersionCommand.Builder command =
                DeployVersionCommand.newBuilder().setRequest(request).setJudgedOn(found.judgedOn());
        found.artifact().evidence().ifPresent(command::setArtifact);
        found.lineage().evidence().ifPresent(command::setLineage);
        return command.build();
    }
}
