package dev.pedigree.registry.deployment;

import static dev.pedigree.registry.jooq.Sequences.NODE_ID;

import dev.pedigree.mesh.v1.Change;
import dev.pedigree.mesh.v1.DeploymentRecord;
import dev.pedigree.registry.environment.Environment;
import dev.pedigree.registry.environment.Environments;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.record.CanonicalJson;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.ModelRecord;
import java.time.Instant;
import java.util.Optional;

/// Moves a locked environment from one deployment to the next, or to none. The old one ends at the very moment the
/// new one begins, so that at any time at most one runs.
final class Succession {
    private final Mutation mutation;
    private final Instant now;

    /// @param now after every lock was given, so that it is in the order of the locks
    Succession(Mutation mutation, Instant now) {
        this.mutation = mutation;
        this.now = now;
    }

    /// Begins a deployment of the candidate; what runs ends.
    ///
    /// @param decided what was decided about it: results, limitations, lineage, rollback pointer
    Deployment begin(Facts facts, Evidence evidence, Deployment decided, Optional<Stored> rollbackOf) {
        long id = mutation.sql().nextval(NODE_ID);
        Environment moved = facts.environment().running(id);
        DeploymentRecord record = freeze(facts, evidence, pin(facts, decided, moved));
        CanonicalJson json = CanonicalJson.of(record);
        Stored begun = new Stored(
                id, facts.versionId(), record, json.digest(), facts.current().map(Stored::name), Optional.empty());

        DeploymentRows.begin(mutation, moved, begun, json, facts.current(), rollbackOf, now);
        facts.current().ifPresent(running -> end(running, begun.name().toString(), Optional.of(id)));
        mutation.change(DeploymentChange.of(begun), now);
        return moveTo(moved, begun);
    }

    /// Ends what runs, with nothing in its place.
    Deployment end(Environment environment, Stored running, String reason) {
        return moveTo(environment.idle(), end(running, reason, Optional.empty()));
    }

    private Stored end(Stored running, String reason, Optional<Long> successor) {
        Stored ended = running.ended(new Stored.End(now, mutation.actor(), reason));
        DeploymentRows.end(mutation, ended, ended.end().orElseThrow(), successor);
        mutation.change(DeploymentChange.of(ended), now);
        return ended;
    }

    private Deployment moveTo(Environment moved, Stored deployment) {
        mutation.write(Environments.move(mutation.sql(), moved));
        mutation.change(Change.newBuilder().setSubject(moved.name().toString()).setRevision(moved.revision()), now);
        return deployment.render().toBuilder().setEnvironmentEtag(moved.etag()).build();
    }

    /// Adds what the version's own record says, so that the deployment can be read by itself for ever.
    private Deployment pin(Facts facts, Deployment decided, Environment moved) {
        ModelRecord model = facts.record().getModel();
        return decided.toBuilder()
                .setName(moved.name().deployment(moved.deploymentCount()).toString())
                .setVersion(facts.version().toString())
                .setManifestDigest(facts.record().getManifestDigest())
                .setFramework(model.getFramework())
                .setSerializationFormat(model.getSerializationFormat())
                .setPolicyRevision(facts.policy().getRevision())
                .setActor(mutation.actor())
                .setStartTime(Times.toWire(now))
                .build();
    }

    private static DeploymentRecord freeze(Facts facts, Evidence evidence, Deployment deployment) {
        DeploymentRecord.Builder record =
                DeploymentRecord.newBuilder().setDeployment(deployment).setJudgedOn(facts.judgedOn());
        evidence.artifact().ifPresent(record::setArtifact);
        evidence.lineage()
                .ifPresent(lineage -> record.setLineage(lineage.toBuilder().clearTrainingLineage()));
        return record.build();
    }
}
