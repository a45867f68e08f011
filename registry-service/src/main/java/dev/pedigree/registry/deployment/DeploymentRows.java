package dev.pedigree.registry.deployment;

import static dev.pedigree.registry.jooq.Tables.DEPLOYMENT;
import static dev.pedigree.registry.jooq.Tables.DEPLOYMENT_END;
import static dev.pedigree.registry.jooq.Tables.EDGE;

import dev.pedigree.registry.environment.Environment;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.record.CanonicalJson;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/// Writes deployments and their ends.
final class DeploymentRows {

    private DeploymentRows() {}

    static void begin(
            Mutation mutation,
            Environment environment,
            Stored begun,
            CanonicalJson record,
            Optional<Stored> replaced,
            Optional<Stored> rollbackOf,
            Instant at) {
        DSLContext tx = mutation.sql();
        mutation.write(tx.insertInto(DEPLOYMENT)
                .set(DEPLOYMENT.ID, begun.id())
                .set(DEPLOYMENT.ENVIRONMENT_ID, environment.id())
                .set(DEPLOYMENT.NUMBER, (int) begun.name().number())
                .set(DEPLOYMENT.VERSION_ID, begun.versionId())
                .set(DEPLOYMENT.PREVIOUS_ID, replaced.map(Stored::id).orElse(null))
                .set(DEPLOYMENT.ROLLBACK_OF_ID, rollbackOf.map(Stored::id).orElse(null))
                .set(DEPLOYMENT.RECORD, record.text())
                .set(DEPLOYMENT.RECORD_DIGEST, begun.digest().bytes())
                .set(DEPLOYMENT.ACTOR, mutation.actor())
                .set(DEPLOYMENT.STARTED_AT, at));
        edge(mutation, begun.id(), "DEPLOYS", begun.versionId());
        replaced.ifPresent(before -> edge(mutation, begun.id(), "REPLACES", before.id()));
    }

    static void end(Mutation mutation, Stored ended, Stored.End end, Optional<Long> successor) {
        mutation.write(mutation.sql()
                .insertInto(DEPLOYMENT_END)
                .set(DEPLOYMENT_END.DEPLOYMENT_ID, ended.id())
                .set(DEPLOYMENT_END.ENDED_AT, end.at())
                .set(DEPLOYMENT_END.ACTOR, end.actor())
                .set(DEPLOYMENT_END.REASON, end.reason())
                .set(DEPLOYMENT_END.SUCCESSOR_ID, successor.orElse(null)));
    }

    private static void edge(Mutation mutation, long source, String relation, long target) {
        mutation.write(mutation.sql()
                .insertInto(EDGE)
                .set(EDGE.SOURCE, source)
                .set(EDGE.RELATION, relation)
                .set(EDGE.TARGET, target));
    }
}
