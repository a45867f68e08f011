package dev.pedigree.registry.review;

import static dev.pedigree.registry.jooq.Tables.SCHEMA_REVIEW;

import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.registry.jooq.tables.records.SchemaReviewRecord;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.name.DatabaseClock;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.version.VersionStates;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.RecordSchemaReviewRequest;
import dev.pedigree.v1.SchemaReview;
import java.util.Map;
import java.util.Optional;

/// Records what somebody found about labels that a change of their schema made stale.
///
/// The dataset version is locked FOR UPDATE: a deployment that holds it has judged the newest review, and none
/// newer may appear beside it. So reviews of it are counted one by one, too.
///
/// Errors: FIELDS_INVALID, VERSION_NOT_FOUND, NOTHING_TO_REVIEW.
public final class RecordSchemaReview {
    private static final PublicMethod<RecordSchemaReviewRequest, SchemaReview> METHOD =
            PublicMethod.of(LifecycleServiceGrpc.getRecordSchemaReviewMethod());

    private final Mutations mutations;
    private final AssetIds assets;
    private final VersionIds ids;

    public RecordSchemaReview(Mutations mutations, AssetIds assets, VersionIds ids) {
        this.mutations = mutations;
        this.assets = assets;
        this.ids = ids;
    }

    public SchemaReview record(RecordSchemaReviewRequest request) {
        ReviewNames names = ReviewNames.read(request);
        return mutations.run(METHOD, request, mutation -> record(mutation, request, names));
    }

    private SchemaReview record(Mutation mutation, RecordSchemaReviewRequest request, ReviewNames names) {
        Map<VersionName, Long> found = ids.requireAll(mutation.sql(), names.all());
        long dataset = found.get(names.dataset());
        VersionStates.forUpdate(mutation.sql(), dataset);
        Reviewable reviewable = Reviewable.of(
                mutation.sql(),
                names,
                assets.require(mutation.sql(), names.schema().asset()),
                dataset);
        reviewable.requireStale(request.getClassIdsList());
        Optional<Long> relabelled = names.relabelledAs().map(found::get);
        relabelled.ifPresent(id -> reviewable.requireWrittenIn(mutation.sql(), id));

        SchemaReviewRecord row = mutation.sql()
                .newRecord(SCHEMA_REVIEW)
                .setVersionId(dataset)
                .setNumber(ReviewStore.nextNumber(mutation.sql(), dataset))
                .setSchemaId(found.get(names.schema()))
                .setClassIds(request.getClassIdsList().toArray(String[]::new))
                .setOutcome(ReviewCodec.outcome(request.getOutcome()))
                .setReason(request.getReason())
                .setRelabelledId(relabelled.orElse(null))
                .setActor(mutation.actor())
                .setCreatedAt(DatabaseClock.now(mutation.sql()));
        row.insert();
        SchemaReview review = ReviewCodec.render(mutation.sql(), ids, names.dataset(), row);
        mutation.change(Change.newBuilder().setSubject(review.getName()).setRevision(1), row.getCreatedAt());
        return review;
    }
}
