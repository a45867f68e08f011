package dev.pedigree.registry.evaluation;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.gate.EvaluationFact;
import dev.pedigree.lifecycle.gate.Metric;
import dev.pedigree.lifecycle.name.EvaluationName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.jooq.tables.records.EvaluationRecord;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.record.CanonicalJson;
import dev.pedigree.v1.Evaluation;
import java.util.Map;
import java.util.stream.Collectors;

/// Between an evaluation's row, its message, and what the rule book reads of it.
public final class EvaluationCodec {

    private EvaluationCodec() {}

    static Evaluation render(VersionName version, VersionName dataset, EvaluationRecord row) {
        return new CanonicalJson(row.getMetrics())
                .into(Evaluation.newBuilder())
                .setName(version.evaluation(row.getId()).toString())
                .setDatasetVersion(dataset.toString())
                .setManifestDigest(Digest.of(row.getManifestDigest()).toString())
                .setEvaluator(row.getEvaluator())
                .setStartTime(Times.toWire(row.getStartedAt()))
                .setEndTime(Times.toWire(row.getEndedAt()))
                .setActor(row.getActor())
                .setCreateTime(Times.toWire(row.getCreatedAt()))
                .build();
    }

    /// The metrics alone, as they are stored.
    static String metrics(Iterable<dev.pedigree.v1.Metric> metrics) {
        return CanonicalJson.of(Evaluation.newBuilder().addAllMetrics(metrics)).text();
    }

    static Metric metric(dev.pedigree.v1.Metric metric) {
        return new Metric(metric.getName(), metric.getSlice());
    }

    public static EvaluationFact fact(Evaluation evaluation) {
        return new EvaluationFact(
                EvaluationName.parse(evaluation.getName()),
                VersionName.parse(evaluation.getDatasetVersion()),
                evaluation.getEvaluator(),
                Digest.parse(evaluation.getManifestDigest()),
                values(evaluation));
    }

    private static Map<Metric, Double> values(Evaluation evaluation) {
        return evaluation.getMetricsList().stream()
                .collect(Collectors.toMap(EvaluationCodec::metric, dev.pedigree.v1.Metric::getValue));
    }
}
