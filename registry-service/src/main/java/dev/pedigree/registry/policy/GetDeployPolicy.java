package dev.pedigree.registry.policy;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_POLICY_NOT_FOUND;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.name.PolicyName;
import dev.pedigree.registry.environment.Environment;
import dev.pedigree.registry.environment.Environments;
import dev.pedigree.registry.name.Names;
import dev.pedigree.v1.DeployPolicy;
import dev.pedigree.v1.GetDeployPolicyRequest;
import java.util.Optional;
import org.jooq.DSLContext;

/// Reads the policy in force, or an earlier revision. Errors: POLICY_NOT_FOUND.
public final class GetDeployPolicy {
    private final Database database;
    private final Environments environments;

    public GetDeployPolicy(Database database, Environments environments) {
        this.database = database;
        this.environments = environments;
    }

    public DeployPolicy get(GetDeployPolicyRequest request) {
        PolicyName name = Names.read("name", request.getName(), PolicyName::parse);
        return database.read(sql -> environments
                        .find(sql, name.environment())
                        .flatMap(environment -> find(sql, environment, request.getRevision())))
                .orElseThrow(() -> new NotFound(ERROR_REASON_POLICY_NOT_FOUND, "deployPolicy", name.toString()));
    }

    private static Optional<DeployPolicy> find(DSLContext sql, Environment environment, long revision) {
        boolean inForce = revision == 0 || revision == environment.policyRevision();
        return Policies.find(sql, environment, inForce ? environment.policyRevision() : revision)
                .map(policy -> inForce
                        ? policy.toBuilder()
                                .setEnvironmentEtag(environment.etag())
                                .build()
                        : policy);
    }
}
