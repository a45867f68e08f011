package dev.pedigree.registry.evaluation;

import static dev.pedigree.registry.jooq.Sequences.NODE_ID;
import static dev.pedigree.registry.jooq.Tables.EDGE;
import static dev.pedigree.registry.jooq.Tables.EVALUATION;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_EVIDENCE_STALE;

import com.google.protobuf.Timestamp;
import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.Use;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.mesh.v1.Edge;
import dev.pedigree.mesh.v1.Node;
import dev.pedigree.registry.jooq.tables.records.EvaluationRecord;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.DatabaseClock;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.transition.IllegalTransition;
import dev.pedigree.registry.version.VersionStates;
import dev.pedigree.registry.version.Versions;
import dev.pedigree.v1.Evaluation;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.RecordEvaluationRequest;
import dev.pedigree.v1.Relation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// Stores what was measured of a model version, for ever.
///
/// The version is locked FOR UPDATE: a deployment that holds it has judged the newest evaluation, and none newer
/// may appear beside it.
///
/// Errors: VERSION_NOT_FOUND (model or dataset), ILLEGAL_TRANSITION (the model version is retired), EVIDENCE_STALE
/// (the manifest digest is not the version's).
public final class RecordEvaluation {
    private static final PublicMethod<RecordEvaluationRequest, Evaluation> METHOD =
            PublicMethod.of(LifecycleServiceGrpc.getRecordEvaluationMethod());

    private final Mutations mutations;
    private final VersionIds ids;
    private final Versions versions;

    public RecordEvaluation(Mutations mutations, VersionIds ids, Versions versions) {
        this.mutations = mutations;
        this.ids = ids;
        this.versions = versions;
    }

    public Evaluation record(RecordEvaluationRequest request) {
        VersionName version = Names.read("parent", request.getParent(), VersionName::parse);
        VersionName dataset = Names.read("dataset_version", request.getDatasetVersion(), VersionName::parse);
        EvaluationFields.check(request, version, dataset);
        return mutations.run(METHOD, request, mutation -> record(mutation, request, version, dataset));
    }

    private Evaluation record(
            Mutation mutation, RecordEvaluationRequest request, VersionName version, VersionName dataset) {
        Map<VersionName, Long> found = ids.requireAll(mutation.sql(), List.of(version, dataset));
        long versionId = found.get(version);
        IllegalTransition.refuseUnlessAllowed(
                version, VersionStates.forUpdate(mutation.sql(), versionId).state(), Use.EVALUATE);
        Digest manifest = requireManifest(mutation, versionId, request.getManifestDigest());

        EvaluationRecord row = mutation.sql()
                .newRecord(EVALUATION)
                .setId(mutation.sql().nextval(NODE_ID))
                .setVersionId(versionId)
                .setDatasetVersionId(found.get(dataset))
                .setManifestDigest(manifest.bytes())
                .setEvaluator(request.getEvaluator())
                .setMetrics(EvaluationCodec.metrics(request.getMetricsList()))
                .setActor(mutation.actor())
                .setStartedAt(micros(request.getStartTime()))
                .setEndedAt(micros(request.getEndTime()))
                .setCreatedAt(DatabaseClock.now(mutation.sql()));
        mutation.write(mutation.sql().insertInto(EVALUATION).set(row));
        mutation.write(mutation.sql()
                .insertInto(EDGE, EDGE.SOURCE, EDGE.RELATION, EDGE.TARGET)
                .values(row.getId(), "EVALUATES", versionId)
                .values(row.getId(), "MEASURED_ON", found.get(dataset)));
        Evaluation evaluation = EvaluationCodec.render(version, dataset, row);
        mutation.change(change(evaluation, version, dataset), row.getCreatedAt());
        return evaluation;
    }

    /// The very bytes of the version, else whatever was measured was something else.
    private Digest requireManifest(Mutation mutation, long version, String measured) {
        String manifest = versions.record(mutation.sql(), version).getManifestDigest();
        if (!manifest.equals(measured)) {
            throw new Conflict(
                    ERROR_REASON_EVIDENCE_STALE,
                    "the manifest of the version is %s: that was not measured".formatted(manifest),
                    Map.of("changed", "manifest_digest"));
        }
        return Digest.parse(manifest);
    }

    private static Change.Builder change(Evaluation evaluation, VersionName version, VersionName dataset) {
        return Change.newBuilder()
                .setSubject(evaluation.getName())
                .setRevision(1)
                .addDigests(evaluation.getManifestDigest())
                .setNode(Node.newBuilder()
                        .setKind(LineageKind.LINEAGE_KIND_EVALUATION)
                        .addEdges(edge(Relation.RELATION_EVALUATES, version))
                        .addEdges(edge(Relation.RELATION_MEASURED_ON, dataset)));
    }

    /// As the database keeps it, so that the reply says what later reads say.
    private static Instant micros(Timestamp time) {
        return Times.fromWire(time).truncatedTo(ChronoUnit.MICROS);
    }

    private static Edge edge(Relation relation, VersionName to) {
        return Edge.newBuilder().setRelation(relation).setTo(to.toString()).build();
    }
}
