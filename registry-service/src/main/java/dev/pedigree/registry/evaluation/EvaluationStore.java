package dev.pedigree.registry.evaluation;

import static dev.pedigree.registry.jooq.Tables.EVALUATION;
import static org.jooq.impl.DSL.noCondition;

import dev.pedigree.lifecycle.name.EvaluationName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.jooq.tables.records.EvaluationRecord;
import dev.pedigree.registry.name.Page;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.v1.Evaluation;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SelectSeekStep1;

/// Reads evaluations. Their number is their row id, so the newest has the greatest.
public final class EvaluationStore {
    private final VersionIds versions;

    public EvaluationStore(VersionIds versions) {
        this.versions = versions;
    }

    public Optional<Evaluation> find(DSLContext sql, EvaluationName name) {
        return versions.find(sql, name.version())
                .flatMap(version -> sql.selectFrom(EVALUATION)
                        .where(EVALUATION.ID.eq(name.number()).and(EVALUATION.VERSION_ID.eq(version)))
                        .fetchOptional())
                .map(row -> render(sql, name.version(), row));
    }

    /// The one that counts for a policy: the newest, never the best.
    public Optional<Evaluation> newest(DSLContext sql, VersionName version, VersionName dataset, String evaluator) {
        return newestFirst(
                        sql,
                        EVALUATION
                                .VERSION_ID
                                .eq(versions.require(sql, version))
                                .and(EVALUATION.DATASET_VERSION_ID.eq(versions.require(sql, dataset)))
                                .and(EVALUATION.EVALUATOR.eq(evaluator)))
                .limit(1)
                .fetchOptional()
                .map(row -> render(sql, version, row));
    }

    List<Evaluation> list(DSLContext sql, VersionName version, Page page) {
        return newestFirst(
                        sql,
                        EVALUATION
                                .VERSION_ID
                                .eq(versions.require(sql, version))
                                .and(page.afterNumber().map(EVALUATION.ID::lt).orElse(noCondition())))
                .limit(page.limit())
                .fetch()
                .map(row -> render(sql, version, row));
    }

    private static SelectSeekStep1<EvaluationRecord, Long> newestFirst(DSLContext sql, Condition condition) {
        return sql.selectFrom(EVALUATION).where(condition).orderBy(EVALUATION.ID.desc());
    }

    private Evaluation render(DSLContext sql, VersionName version, EvaluationRecord row) {
        return EvaluationCodec.render(version, versions.name(sql, row.getDatasetVersionId()), row);
    }
}
