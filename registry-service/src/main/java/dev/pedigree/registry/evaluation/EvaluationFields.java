package dev.pedigree.registry.evaluation;

import com.google.protobuf.util.Timestamps;
import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.gate.Metric;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.v1.RecordEvaluationRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The rules between fields of an evaluation, which rules on single fields cannot say.
final class EvaluationFields {

    private EvaluationFields() {}

    /// @throws Invalid naming every broken one
    static void check(RecordEvaluationRequest request, VersionName version, VersionName dataset) {
        List<FieldViolation> faults = new ArrayList<>();
        if (!dataset.project().equals(version.project())) {
            faults.add(new FieldViolation("dataset_version", "must be of the same project, " + version.project()));
        }
        if (Timestamps.compare(request.getEndTime(), request.getStartTime()) < 0) {
            faults.add(new FieldViolation("end_time", "must not be before start_time"));
        }
        Set<Metric> seen = new HashSet<>();
        for (int index = 0; index < request.getMetricsCount(); index++) {
            Metric metric = EvaluationCodec.metric(request.getMetrics(index));
            if (!seen.add(metric)) {
                faults.add(new FieldViolation("metrics[%d]".formatted(index), "'%s' is there twice".formatted(metric)));
            }
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
    }
}
