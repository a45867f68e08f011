package dev.pedigree.registry.deployment;

import dev.pedigree.lifecycle.gate.Judge;
import dev.pedigree.lifecycle.gate.Verdict;
import dev.pedigree.lifecycle.name.EnvironmentName;
import dev.pedigree.mesh.v1.RollbackDeploymentCommand;
import dev.pedigree.registry.environment.Environment;
import dev.pedigree.registry.environment.Environments;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.Names;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.RollbackDeploymentRequest;
import java.time.Instant;
import java.util.Optional;

/// Takes up an earlier deployment's version again, as a new deployment.
///
/// It is the way out of trouble: only missing bytes or a retired version stop it. Every other gate is judged and
/// reported, the one on lineage as unknown when lineage-service did not answer. What the target pinned about its
/// training and its limitations holds for the new one too.
///
/// Errors: NO_POLICY, ETAG_MISMATCH, DEPLOYMENT_NOT_FOUND, NOTHING_TO_ROLL_BACK, EVIDENCE_STALE, GATES_NOT_PASSED.
public final class RollbackDeployment {
    private static final PublicMethod<RollbackDeploymentRequest, Deployment> METHOD =
            PublicMethod.of(LifecycleServiceGrpc.getRollbackDeploymentMethod());

    private final Mutations mutations;
    private final Environments environments;
    private final FactReader facts;

    public RollbackDeployment(Mutations mutations, Environments environments, FactReader facts) {
        this.mutations = mutations;
        this.environments = environments;
        this.facts = facts;
    }

    public Deployment rollBack(RollbackDeploymentCommand command) {
        EnvironmentName name = Names.read("name", command.getRequest().getName(), EnvironmentName::parse);
        return mutations.run(METHOD, command.getRequest(), mutation -> rollBack(mutation, command, name));
    }

    private Deployment rollBack(Mutation mutation, RollbackDeploymentCommand command, EnvironmentName name) {
        RollbackDeploymentRequest request = command.getRequest();
        Environment environment = environments
                .lock(mutation.sql(), name)
                .orElseThrow(() -> NoPolicy.of(name))
                .requireEtag(request.getEtag());
        Stored target = target(mutation, environment, command);
        Facts found = facts.hold(mutation.sql(), environment, target.version());
        Instant now = Environments.now(mutation.sql(), environment);
        Evidence evidence = Evidence.of(command);
        Deployment before = target.record().getDeployment();
        Verdict verdict = Judge.rollback(
                found.with(before.getLimitationsList(), evidence.artifactFact(found, now), evidence.lineageFact()));
        Deployment decided = Deployment.newBuilder()
                .addAllGateResults(GateCodec.passedOrRefuse(verdict))
                .addAllLimitations(before.getLimitationsList())
                .setTrainingLineage(before.getTrainingLineage())
                .setRollback(before.getRollback())
                .setRollbackOf(before.getName())
                .setReason(request.getReason())
                .build();
        return new Succession(mutation, now).begin(found, evidence, decided, Optional.of(target));
    }

    /// The gateway has resolved it too, and gathered its evidence for that one.
    private static Stored target(Mutation mutation, Environment environment, RollbackDeploymentCommand command) {
        Stored target = RollbackTarget.find(
                mutation.sql(), environment, command.getRequest().getDeployment());
        if (!command.getTarget().equals(target.name().toString())) {
            throw Evidence.stale("target");
        }
        return target;
    }
}
