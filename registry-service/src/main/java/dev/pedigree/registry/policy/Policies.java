package dev.pedigree.registry.policy;

import static dev.pedigree.registry.jooq.Tables.DEPLOY_POLICY;

import dev.pedigree.lifecycle.name.EnvironmentName;
import dev.pedigree.registry.environment.Environment;
import dev.pedigree.registry.jooq.tables.records.DeployPolicyRecord;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.record.CanonicalJson;
import dev.pedigree.v1.DeployPolicy;
import java.util.Optional;
import org.jooq.DSLContext;

/// Reads policies as they were set.
public final class Policies {

    private Policies() {}

    /// An environment exists once it has a policy.
    public static DeployPolicy inForce(DSLContext sql, Environment environment) {
        return find(sql, environment, environment.policyRevision()).orElseThrow();
    }

    static Optional<DeployPolicy> find(DSLContext sql, Environment environment, long revision) {
        return sql.selectFrom(DEPLOY_POLICY)
                .where(DEPLOY_POLICY.ENVIRONMENT_ID.eq(environment.id()))
                .and(DEPLOY_POLICY.REVISION.eq(revision))
                .fetchOptional()
                .map(row -> render(environment.name(), row));
    }

    static DeployPolicy render(EnvironmentName environment, DeployPolicyRecord row) {
        return new CanonicalJson(row.getPolicy())
                .into(DeployPolicy.newBuilder())
                .setName(environment.policy().toString())
                .setRevision(row.getRevision())
                .setActor(row.getActor())
                .setCreateTime(Times.toWire(row.getCreatedAt()))
                .build();
    }
}
