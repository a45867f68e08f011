package dev.pedigree.registry.deployment;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_DEPLOYMENT_ENDED;

import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.name.DeploymentName;
import dev.pedigree.registry.environment.Environment;
import dev.pedigree.registry.environment.Environments;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.Names;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.EndDeploymentRequest;
import dev.pedigree.v1.LifecycleServiceGrpc;
import java.time.Instant;
import java.util.List;

/// Takes a deployment out of service with nothing in its place.
///
/// Errors: DEPLOYMENT_NOT_FOUND, ETAG_MISMATCH, DEPLOYMENT_ENDED.
public final class EndDeployment {
    private static final PublicMethod<EndDeploymentRequest, Deployment> METHOD =
            PublicMethod.of(LifecycleServiceGrpc.getEndDeploymentMethod());

    private final Mutations mutations;
    private final Environments environments;

    public EndDeployment(Mutations mutations, Environments environments) {
        this.mutations = mutations;
        this.environments = environments;
    }

    public Deployment end(EndDeploymentRequest request) {
        DeploymentName name = Names.read("name", request.getName(), DeploymentName::parse);
        return mutations.run(METHOD, request, mutation -> end(mutation, request, name));
    }

    private Deployment end(Mutation mutation, EndDeploymentRequest request, DeploymentName name) {
        Environment environment =
                environments.lock(mutation.sql(), name.environment()).orElseThrow(() -> Deployments.notFound(name));
        Stored deployment = Deployments.require(mutation.sql(), environment, name);
        environment.requireEtag(request.getEtag());
        deployment.end().ifPresent(end -> {
            throw ended(name, end);
        });
        Instant now = Environments.now(mutation.sql(), environment);
        return new Succession(mutation, now).end(environment, deployment, request.getReason());
    }

    private static Refused ended(DeploymentName name, Stored.End end) {
        return new Refused(
                ERROR_REASON_DEPLOYMENT_ENDED,
                List.of(new Violation(
                        "DEPLOYMENT_ENDED", name.toString(), "%s ended at %s".formatted(name, end.at()))));
    }
}
