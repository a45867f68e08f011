package dev.pedigree.registry.deployment;

import dev.pedigree.lifecycle.gate.Judge;
import dev.pedigree.lifecycle.gate.Verdict;
import dev.pedigree.lifecycle.name.EnvironmentName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.DeployVersionCommand;
import dev.pedigree.registry.environment.Environment;
import dev.pedigree.registry.environment.Environments;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.v1.DeployVersionRequest;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.RollbackPointer;
import java.time.Instant;
import java.util.Optional;

/// Puts a version into service; what ran there ends.
///
/// Locks the environment, then the version with everything it was made from and what runs: whoever retires one of
/// them, or evaluates anew, comes before and is seen, or comes after and sees this deployment. Then every gate is
/// judged, on facts read under those locks.
///
/// Errors: VERSION_NOT_FOUND, NO_POLICY, ETAG_MISMATCH, EVIDENCE_STALE, GATES_NOT_PASSED.
public final class DeployVersion {
    private static final PublicMethod<DeployVersionRequest, Deployment> METHOD =
            PublicMethod.of(LifecycleServiceGrpc.getDeployVersionMethod());

    private final Mutations mutations;
    private final VersionIds versions;
    private final Environments environments;
    private final FactReader facts;

    public DeployVersion(Mutations mutations, VersionIds versions, Environments environments, FactReader facts) {
        this.mutations = mutations;
        this.versions = versions;
        this.environments = environments;
        this.facts = facts;
    }

    public Deployment deploy(DeployVersionCommand command) {
        DeployVersionRequest request = command.getRequest();
        VersionName version = Names.read("name", request.getName(), VersionName::parse);
        EnvironmentName name = Names.read("environment", request.getEnvironment(), version.asset()::environment);
        return mutations.run(METHOD, request, mutation -> deploy(mutation, command, version, name));
    }

    private Deployment deploy(
            Mutation mutation, DeployVersionCommand command, VersionName version, EnvironmentName name) {
        DeployVersionRequest request = command.getRequest();
        versions.require(mutation.sql(), version);
        Environment environment = environments
                .lock(mutation.sql(), name)
                .orElseThrow(() -> NoPolicy.of(name))
                .requireEtag(request.getEtag());
        Facts found = facts.hold(mutation.sql(), environment, version);
        Instant now = Environments.now(mutation.sql(), environment);
        Evidence evidence = Evidence.of(command);
        Evidence.requireNewest(command.getJudgedOn(), found.judgedOn());
        Verdict verdict = Judge.deploy(
                found.with(request.getLimitationsList(), evidence.artifactFact(found, now), evidence.lineageFact()));
        Deployment decided = Deployment.newBuilder()
                .addAllGateResults(GateCodec.passedOrRefuse(verdict))
                .addAllLimitations(request.getLimitationsList())
                .setTrainingLineage(command.getLineage().getTrainingLineage())
                .setRollback(pointer(mutation, found, request.getRollbackProcedure()))
                .build();
        return new Succession(mutation, now).begin(found, evidence, decided, Optional.empty());
    }

    /// Back to what ran here last, whether it still runs or was ended.
    private static RollbackPointer pointer(Mutation mutation, Facts facts, String procedure) {
        RollbackPointer.Builder pointer = RollbackPointer.newBuilder().setProcedure(procedure);
        Deployments.newest(mutation.sql(), facts.environment())
                .ifPresent(before -> pointer.setDeployment(before.name().toString())
                        .setVersion(before.version().toString()));
        return pointer.build();
    }
}
