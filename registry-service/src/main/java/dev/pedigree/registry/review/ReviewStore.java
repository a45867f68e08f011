package dev.pedigree.registry.review;

import static dev.pedigree.registry.jooq.Tables.SCHEMA_REVIEW;
import static dev.pedigree.registry.jooq.Tables.VERSION;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;

import dev.pedigree.lifecycle.schema.ReviewOutcome;
import dev.pedigree.registry.jooq.tables.records.SchemaReviewRecord;
import dev.pedigree.registry.name.Page;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/// Reads schema reviews. They are numbered in each dataset version, so the newest has the greatest number.
final class ReviewStore {

    private ReviewStore() {}

    /// What a review is about.
    ///
    /// @param version row id of the dataset version
    /// @param number of the schema version
    record Question(long version, int number, String classId) {}

    /// What the newest review says.
    ///
    /// @param relabelledAs row id of the dataset version that holds better labels
    record Answer(boolean letsPass, Optional<Long> relabelledAs) {}

    /// The newest answer to each question about these dataset versions.
    static Map<Question, Answer> newest(DSLContext sql, Collection<Long> versions) {
        Map<Question, Answer> newest = new HashMap<>();
        sql.select(SCHEMA_REVIEW.fields())
                .select(VERSION.NUMBER)
                .from(SCHEMA_REVIEW)
                .join(VERSION)
                .on(VERSION.ID.eq(SCHEMA_REVIEW.SCHEMA_ID))
                .where(SCHEMA_REVIEW.VERSION_ID.eq(any(versions.toArray(Long[]::new))))
                .orderBy(SCHEMA_REVIEW.NUMBER)
                .forEach(row -> {
                    SchemaReviewRecord review = row.into(SCHEMA_REVIEW);
                    for (String classId : review.getClassIds()) {
                        newest.put(
                                new Question(review.getVersionId(), row.get(VERSION.NUMBER), classId), answer(review));
                    }
                });
        return newest;
    }

    /// The number that the next review of this dataset version has; the version is locked.
    static int nextNumber(DSLContext sql, long version) {
        return sql.select(coalesce(max(SCHEMA_REVIEW.NUMBER), 0).add(1))
                .from(SCHEMA_REVIEW)
                .where(SCHEMA_REVIEW.VERSION_ID.eq(version))
                .fetchSingle()
                .value1();
    }

    static List<SchemaReviewRecord> list(DSLContext sql, long version, Page page) {
        return sql.selectFrom(SCHEMA_REVIEW)
                .where(SCHEMA_REVIEW.VERSION_ID.eq(version))
                .and(page.afterNumber()
                        .map(after -> SCHEMA_REVIEW.NUMBER.lt(Math.toIntExact(after)))
                        .orElse(noCondition()))
                .orderBy(SCHEMA_REVIEW.NUMBER.desc())
                .limit(page.limit())
                .fetch();
    }

    private static Answer answer(SchemaReviewRecord review) {
        return new Answer(
                ReviewOutcome.valueOf(review.getOutcome()).letsPass(), Optional.ofNullable(review.getRelabelledId()));
    }
}
