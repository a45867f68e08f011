package dev.pedigree.registry.environment;

import static dev.pedigree.registry.jooq.Tables.DEPLOYMENT;
import static dev.pedigree.registry.jooq.Tables.DEPLOYMENT_END;
import static dev.pedigree.registry.jooq.Tables.ENVIRONMENT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.max;

import dev.pedigree.lifecycle.name.EnvironmentName;
import dev.pedigree.registry.jooq.tables.records.EnvironmentRecord;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.name.DatabaseClock;
import dev.pedigree.registry.name.VersionIds;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;

/// All SQL about environments.
public final class Environments {
    private final AssetIds assets;
    private final VersionIds versions;

    public Environments(AssetIds assets, VersionIds versions) {
        this.assets = assets;
        this.versions = versions;
    }

    public Optional<Environment> find(DSLContext sql, EnvironmentName name) {
        return assets.find(sql, name.model())
                .flatMap(model ->
                        sql.selectFrom(ENVIRONMENT).where(is(model, name)).fetchOptional())
                .map(row -> environment(name, row));
    }

    /// The same, and nobody else moves it until the transaction ends.
    public Optional<Environment> lock(DSLContext tx, EnvironmentName name) {
        return assets.find(tx, name.model())
                .flatMap(model -> tx.selectFrom(ENVIRONMENT)
                        .where(is(model, name))
                        .forUpdate()
                        .fetchOptional())
                .map(row -> environment(name, row));
    }

    /// As the API shows it. What runs is always the newest deployment.
    public dev.pedigree.v1.Environment render(DSLContext sql, Environment environment) {
        var rendered = dev.pedigree.v1.Environment.newBuilder()
                .setName(environment.name().toString())
                .setPolicyRevision(environment.policyRevision())
                .setEtag(environment.etag());
        environment
                .current()
                .ifPresent(current -> rendered.setCurrentDeployment(environment
                                .name()
                                .deployment(environment.deploymentCount())
                                .toString())
                        .setCurrentVersion(
                                versions.name(sql, versionOf(sql, current)).toString()));
        return rendered.build();
    }

    private static long versionOf(DSLContext sql, long deployment) {
        return sql.select(DEPLOYMENT.VERSION_ID)
                .from(DEPLOYMENT)
                .where(DEPLOYMENT.ID.eq(deployment))
                .fetchSingle(DEPLOYMENT.VERSION_ID);
    }

    /// Makes the environment unless it is there; waits for a twin that is making it.
    ///
    /// @return the new one, or empty when there was one
    /// @throws dev.pedigree.chassis.fault.NotFound ASSET_NOT_FOUND
    public Optional<Environment> create(DSLContext tx, EnvironmentName name) {
        return tx.insertInto(ENVIRONMENT)
                .set(ENVIRONMENT.ASSET_ID, assets.require(tx, name.model()))
                .set(ENVIRONMENT.ENVIRONMENT_ID, name.id())
                .onConflictDoNothing()
                .returning()
                .fetchOptional()
                .map(row -> environment(name, row));
    }

    /// Moves a locked environment on, by one revision; the database refuses anything else.
    public static Query move(DSLContext tx, Environment to) {
        return tx.update(ENVIRONMENT)
                .set(ENVIRONMENT.REVISION, to.revision())
                .set(ENVIRONMENT.POLICY_REVISION, to.policyRevision())
                .set(ENVIRONMENT.DEPLOYMENT_COUNT, to.deploymentCount())
                .set(ENVIRONMENT.CURRENT_DEPLOYMENT_ID, to.current().orElse(null))
                .where(ENVIRONMENT.ID.eq(to.id()));
    }

    /// The database's clock, but after everything that happened in this locked environment: clocks may be set back,
    /// its history goes forward all the same.
    public static Instant now(DSLContext tx, Environment environment) {
        Field<Instant> now = greatest(
                DatabaseClock.NOW,
                max(field("{0} + interval '1 microsecond'", Instant.class, DEPLOYMENT.STARTED_AT)),
                max(DEPLOYMENT_END.ENDED_AT));
        return tx.select(now)
                .from(DEPLOYMENT)
                .leftJoin(DEPLOYMENT_END)
                .on(DEPLOYMENT_END.DEPLOYMENT_ID.eq(DEPLOYMENT.ID))
                .where(DEPLOYMENT.ENVIRONMENT_ID.eq(environment.id()))
                .and(DEPLOYMENT.NUMBER.eq(environment.deploymentCount()))
                .fetchSingle(now);
    }

    private static Condition is(long model, EnvironmentName name) {
        return ENVIRONMENT.ASSET_ID.eq(model).and(ENVIRONMENT.ENVIRONMENT_ID.eq(name.id()));
    }

    private static Environment environment(EnvironmentName name, EnvironmentRecord row) {
        return new Environment(
                row.getId(),
                name,
                row.getRevision(),
                row.getPolicyRevision(),
                row.getDeploymentCount(),
                Optional.ofNullable(row.getCurrentDeploymentId()));
    }
}
