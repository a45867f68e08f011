package dev.pedigree.registry.deployment;

import static dev.pedigree.registry.jooq.Tables.ASSET;
import static dev.pedigree.registry.jooq.Tables.DEPLOYMENT;
import static dev.pedigree.registry.jooq.Tables.DEPLOYMENT_END;
import static dev.pedigree.registry.jooq.Tables.ENVIRONMENT;
import static org.jooq.impl.DSL.and;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.pedigree.lifecycle.Kind;
import dev.pedigree.lifecycle.name.EnvironmentPattern;
import dev.pedigree.registry.jooq.tables.Deployment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.Table;

/// Lists deployments, newest first: of one environment or of many, at one time or at all times.
///
/// Every environment gives its own newest ones by index, and these are merged: the cost goes with the number of
/// environments, not with the length of their histories.
///
/// @param project row id
/// @param asOf only what ran at that time
/// @param version row id: only deployments of that version
/// @param after the last one of the page before
record DeploymentSearch(
        long project,
        EnvironmentPattern environments,
        Optional<Instant> asOf,
        Optional<Long> version,
        Optional<Place> after,
        int limit) {
    private static final Deployment CANDIDATE = DEPLOYMENT.as("candidate");

    /// A place in the list.
    record Place(Instant start, long id) {}

    List<Stored> run(DSLContext sql) {
        return Deployments.select(sql)
                .where(DEPLOYMENT.ID.in(candidates()))
                .and(asked(DEPLOYMENT))
                .and(asOf.map(DEPLOYMENT_END.ENDED_AT::gt)
                        .map(DEPLOYMENT_END.ENDED_AT.isNull()::or)
                        .orElseGet(() -> and()))
                .orderBy(DEPLOYMENT.STARTED_AT.desc(), DEPLOYMENT.ID.desc())
                .limit(limit)
                .fetch(Deployments::stored);
    }

    private Select<Record1<Long>> candidates() {
        Table<Record2<Long, Instant>> newest = lateral(newest()).as("newest");
        Field<Long> id = newest.field(CANDIDATE.ID);
        SelectConditionStep<Record1<Long>> ofAll = select(id)
                .from(ENVIRONMENT)
                .join(ASSET)
                .on(ASSET.ID.eq(ENVIRONMENT.ASSET_ID))
                .crossJoin(newest)
                .where(ASSET.PROJECT_ID.eq(project))
                .and(ASSET.KIND.eq(Kind.MODEL.name()))
                .and(environments.models().asset().map(ASSET.ASSET_ID::eq).orElseGet(() -> and()))
                .and(environments
                        .environment()
                        .map(ENVIRONMENT.ENVIRONMENT_ID::eq)
                        .orElseGet(() -> and()));
        return asOf.isPresent()
                ? ofAll
                : ofAll.orderBy(newest.field(CANDIDATE.STARTED_AT).desc(), id.desc())
                        .limit(limit);
    }

    /// At one time, an environment runs what began there last before it, or nothing.
    private Select<Record2<Long, Instant>> newest() {
        return select(CANDIDATE.ID, CANDIDATE.STARTED_AT)
                .from(CANDIDATE)
                .where(CANDIDATE.ENVIRONMENT_ID.eq(ENVIRONMENT.ID))
                .and(asOf.map(CANDIDATE.STARTED_AT::le).orElseGet(() -> asked(CANDIDATE)))
                .orderBy(CANDIDATE.STARTED_AT.desc(), CANDIDATE.ID.desc())
                .limit(asOf.isPresent() ? 1 : limit);
    }

    private Condition asked(Deployment deployment) {
        List<Condition> conditions = new ArrayList<>();
        version.map(deployment.VERSION_ID::eq).ifPresent(conditions::add);
        after.map(place -> row(deployment.STARTED_AT, deployment.ID)
                        .lt(row(val(place.start(), deployment.STARTED_AT), val(place.id()))))
                .ifPresent(conditions::add);
        return and(conditions);
    }
}
