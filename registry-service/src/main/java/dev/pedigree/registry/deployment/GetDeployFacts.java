package dev.pedigree.registry.deployment;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.name.EnvironmentName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.AncestorState;
import dev.pedigree.mesh.v1.DeployFacts;
import dev.pedigree.mesh.v1.GetDeployFactsRequest;
import dev.pedigree.registry.environment.Environment;
import dev.pedigree.registry.environment.Environments;
import dev.pedigree.registry.feed.Epoch;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.record.States;
import dev.pedigree.registry.review.LabelCodec;
import dev.pedigree.registry.version.Versions;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;

/// Everything the registry knows that the gates of a deployment look at, all of one moment. The gateway explains
/// with it; the registry reads it again under locks to decide.
///
/// Errors: VERSION_NOT_FOUND, NO_POLICY, DEPLOYMENT_NOT_FOUND, NOTHING_TO_ROLL_BACK.
public final class GetDeployFacts {
    /// Whoever has seen everything before it has seen all that was read here.
    private static final Select<Record1<Long>> NEXT_TRANSACTION =
            select(field("pg_snapshot_xmax(pg_current_snapshot())::text::bigint", Long.class));

    private final Database database;
    private final Environments environments;
    private final FactReader facts;
    private final VersionIds ids;
    private final Versions versions;
    private final Epoch epoch;

    public GetDeployFacts(
            Database database,
            Environments environments,
            FactReader facts,
            VersionIds ids,
            Versions versions,
            Epoch epoch) {
        this.database = database;
        this.environments = environments;
        this.facts = facts;
        this.ids = ids;
        this.versions = versions;
        this.epoch = epoch;
    }

    public DeployFacts get(GetDeployFactsRequest request) {
        EnvironmentName name = Names.read("environment", request.getEnvironment(), EnvironmentName::parse);
        return database.snapshot(sql -> request.hasVersion()
                ? toDeploy(sql, name, Names.read("version", request.getVersion(), VersionName::parse))
                : toRollBack(sql, name, request.getRollbackTo()));
    }

    private DeployFacts toDeploy(DSLContext sql, EnvironmentName name, VersionName version) {
        ids.require(sql, version);
        return render(sql, facts.read(sql, environment(sql, name), version)).build();
    }

    private DeployFacts toRollBack(DSLContext sql, EnvironmentName name, String asked) {
        Environment environment = environment(sql, name);
        Stored target = RollbackTarget.find(sql, environment, asked);
        return render(sql, facts.read(sql, environment, target.version()))
                .setTarget(target.render())
                .build();
    }

    private Environment environment(DSLContext sql, EnvironmentName name) {
        return environments.find(sql, name).orElseThrow(() -> NoPolicy.of(name));
    }

    private DeployFacts.Builder render(DSLContext sql, Facts found) {
        DeployFacts.Builder rendered = DeployFacts.newBuilder()
                .setVersion(versions.read(sql, found.versionId()))
                .setPolicy(found.policy())
                .setEnvironment(environments.render(sql, found.environment()))
                .addAllNotStated(found.notStated())
                .setLabels(LabelCodec.render(found.labels()))
                .setConsistencyToken(
                        epoch.token(sql.fetchSingle(NEXT_TRANSACTION).value1()));
        found.ancestry()
                .forEach(ancestor -> rendered.addAncestors(AncestorState.newBuilder()
                        .setVersion(ancestor.version().toString())
                        .setState(States.toWire(ancestor.state()))));
        found.evaluation().ifPresent(rendered::setEvaluation);
        found.baseline().ifPresent(rendered::setBaselineEvaluation);
        return rendered;
    }
}
