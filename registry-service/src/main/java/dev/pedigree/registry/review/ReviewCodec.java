package dev.pedigree.registry.review;

import dev.pedigree.lifecycle.name.SchemaReviewName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.jooq.tables.records.SchemaReviewRecord;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.v1.SchemaReview;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/// Between a review's row and its message.
final class ReviewCodec {
    private static final String PREFIX = "OUTCOME_";

    private ReviewCodec() {}

    static String outcome(SchemaReview.Outcome outcome) {
        return outcome.name().substring(PREFIX.length());
    }

    static SchemaReview render(DSLContext sql, VersionIds ids, VersionName dataset, SchemaReviewRecord row) {
        return SchemaReview.newBuilder()
                .setName(new SchemaReviewName(dataset, row.getNumber()).toString())
                .setSchemaVersion(ids.name(sql, row.getSchemaId()).toString())
                .addAllClassIds(List.of(row.getClassIds()))
                .setOutcome(SchemaReview.Outcome.valueOf(PREFIX + row.getOutcome()))
                .setReason(row.getReason())
                .setRelabelledAs(Optional.ofNullable(row.getRelabelledId())
                        .map(id -> ids.name(sql, id).toString())
                        .orElse(""))
                .setActor(row.getActor())
                .setCreateTime(Times.toWire(row.getCreatedAt()))
                .build();
    }
}
