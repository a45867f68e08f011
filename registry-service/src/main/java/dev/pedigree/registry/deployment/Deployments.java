package dev.pedigree.registry.deployment;

import static dev.pedigree.registry.jooq.Tables.DEPLOYMENT;
import static dev.pedigree.registry.jooq.Tables.DEPLOYMENT_END;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_DEPLOYMENT_NOT_FOUND;

import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.DeploymentName;
import dev.pedigree.mesh.v1.DeploymentRecord;
import dev.pedigree.registry.environment.Environment;
import dev.pedigree.registry.record.CanonicalJson;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;

/// Reads deployments one by one. [DeploymentSearch] lists them.
final class Deployments {
    private static final dev.pedigree.registry.jooq.tables.Deployment REPLACED = DEPLOYMENT.as("replaced");

    private Deployments() {}

    /// A deployment that exists.
    static Stored read(DSLContext sql, long id) {
        return stored(select(sql).where(DEPLOYMENT.ID.eq(id)).fetchSingle());
    }

    /// What ran here last, live or ended.
    static Optional<Stored> newest(DSLContext sql, Environment environment) {
        return find(sql, environment, environment.deploymentCount());
    }

    /// A deployment of this environment.
    ///
    /// @throws NotFound DEPLOYMENT_NOT_FOUND
    static Stored require(DSLContext sql, Environment environment, DeploymentName name) {
        return Optional.of(name)
                .filter(asked -> asked.environment().equals(environment.name()))
                .filter(asked -> asked.number() <= environment.deploymentCount())
                .flatMap(asked -> find(sql, environment, (int) asked.number()))
                .orElseThrow(() -> notFound(name));
    }

    private static Optional<Stored> find(DSLContext sql, Environment environment, int number) {
        return select(sql)
                .where(DEPLOYMENT.ENVIRONMENT_ID.eq(environment.id()))
                .and(DEPLOYMENT.NUMBER.eq(number))
                .fetchOptional(Deployments::stored);
    }

    static NotFound notFound(DeploymentName name) {
        return new NotFound(ERROR_REASON_DEPLOYMENT_NOT_FOUND, "deployment", name.toString());
    }

    static SelectOnConditionStep<Record> select(DSLContext sql) {
        return sql.select(DEPLOYMENT.fields())
                .select(DEPLOYMENT_END.fields())
                .select(REPLACED.NUMBER)
                .from(DEPLOYMENT)
                .leftJoin(DEPLOYMENT_END)
                .on(DEPLOYMENT_END.DEPLOYMENT_ID.eq(DEPLOYMENT.ID))
                .leftJoin(REPLACED)
                .on(REPLACED.ID.eq(DEPLOYMENT.PREVIOUS_ID));
    }

    static Stored stored(Record row) {
        DeploymentRecord record = new CanonicalJson(row.get(DEPLOYMENT.RECORD))
                .into(DeploymentRecord.newBuilder())
                .build();
        return new Stored(
                row.get(DEPLOYMENT.ID),
                row.get(DEPLOYMENT.VERSION_ID),
                record,
                Digest.of(row.get(DEPLOYMENT.RECORD_DIGEST)),
                Optional.ofNullable(row.get(REPLACED.NUMBER))
                        .map(number -> DeploymentName.parse(
                                        record.getDeployment().getName())
                                .environment()
                                .deployment(number)),
                end(row));
    }

    private static Optional<Stored.End> end(Record row) {
        return Optional.ofNullable(row.get(DEPLOYMENT_END.ENDED_AT))
                .map(at -> new Stored.End(at, row.get(DEPLOYMENT_END.ACTOR), row.get(DEPLOYMENT_END.REASON)));
    }
}
