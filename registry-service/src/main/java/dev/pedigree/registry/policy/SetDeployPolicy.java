package dev.pedigree.registry.policy;

import static dev.pedigree.registry.jooq.Tables.DEPLOY_POLICY;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_ETAG_MISMATCH;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.name.EnvironmentName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.registry.environment.Environment;
import dev.pedigree.registry.environment.Environments;
import dev.pedigree.registry.jooq.tables.records.DeployPolicyRecord;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.DatabaseClock;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.record.CanonicalJson;
import dev.pedigree.v1.DeployPolicy;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.SetDeployPolicyRequest;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/// Sets the policy of an environment, and so makes the environment when it is the first. Earlier revisions are
/// kept.
///
/// Errors: ASSET_NOT_FOUND, VERSION_NOT_FOUND (the dataset version), ETAG_MISMATCH.
public final class SetDeployPolicy {
    private static final PublicMethod<SetDeployPolicyRequest, DeployPolicy> METHOD =
            PublicMethod.of(LifecycleServiceGrpc.getSetDeployPolicyMethod());

    private final Mutations mutations;
    private final VersionIds versions;
    private final Environments environments;

    public SetDeployPolicy(Mutations mutations, VersionIds versions, Environments environments) {
        this.mutations = mutations;
        this.versions = versions;
        this.environments = environments;
    }

    public DeployPolicy set(SetDeployPolicyRequest request) {
        EnvironmentName name = Names.read("name", request.getName(), EnvironmentName::parse);
        VersionName dataset =
                Names.read("policy.dataset_version", request.getPolicy().getDatasetVersion(), VersionName::parse);
        if (!dataset.project().equals(name.project())) {
            throw new Invalid("policy.dataset_version", "must be of the same project, " + name.project());
        }
        return mutations.run(METHOD, request, mutation -> set(mutation, request, name, dataset));
    }

    private DeployPolicy set(
            Mutation mutation, SetDeployPolicyRequest request, EnvironmentName name, VersionName dataset) {
        DSLContext tx = mutation.sql();
        long datasetId = versions.require(tx, dataset);
        Optional<Environment> created = environments.create(tx, name);
        if (created.isPresent()) {
            requireNoEtag(request.getEtag(), name);
            return store(mutation, request.getPolicy(), datasetId, created.get());
        }
        Environment environment = environments
                .lock(tx, name)
                .orElseThrow()
                .requireEtag(request.getEtag())
                .withNextPolicy();
        mutation.write(Environments.move(tx, environment));
        return store(mutation, request.getPolicy(), datasetId, environment);
    }

    /// An etag of an environment that is not there: the caller means another one.
    private static void requireNoEtag(String etag, EnvironmentName name) {
        if (!etag.isEmpty()) {
            throw new Conflict(
                    ERROR_REASON_ETAG_MISMATCH,
                    "%s does not exist yet: send no etag".formatted(name),
                    Map.of("etag", "", "resource", name.toString()));
        }
    }

    private static DeployPolicy store(Mutation mutation, DeployPolicy policy, long dataset, Environment environment) {
        DSLContext tx = mutation.sql();
        DeployPolicyRecord row = tx.newRecord(DEPLOY_POLICY)
                .setEnvironmentId(environment.id())
                .setRevision(environment.policyRevision())
                .setDatasetVersionId(dataset)
                .setEvaluator(policy.getEvaluator())
                .setPolicy(CanonicalJson.of(asAsked(policy)).text())
                .setActor(mutation.actor())
                .setCreatedAt(DatabaseClock.now(tx));
        mutation.write(tx.insertInto(DEPLOY_POLICY).set(row));
        mutation.change(
                Change.newBuilder().setSubject(environment.name().toString()).setRevision(environment.revision()),
                row.getCreatedAt());
        return Policies.render(environment.name(), row).toBuilder()
                .setEnvironmentEtag(environment.etag())
                .build();
    }

    /// Without what the server knows better.
    private static DeployPolicy asAsked(DeployPolicy policy) {
        return policy.toBuilder()
                .clearName()
                .clearRevision()
                .clearActor()
                .clearCreateTime()
                .clearEnvironmentEtag()
                .clearConsistencyToken()
                .build();
    }
}
