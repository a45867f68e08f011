package dev.pedigree.registry.deployment;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_GATES_NOT_PASSED;

import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.gate.Comparison;
import dev.pedigree.lifecycle.gate.GateResult;
import dev.pedigree.lifecycle.gate.Measurement;
import dev.pedigree.lifecycle.gate.Outcome;
import dev.pedigree.lifecycle.gate.Verdict;
import dev.pedigree.lifecycle.name.EvaluationName;
import dev.pedigree.v1.ThresholdResult;
import java.util.List;

/// Writes what the judge said: as stored results when the deployment goes on, as a refusal when it does not.
final class GateCodec {

    private GateCodec() {}

    /// The results to freeze, or a refusal that names every violation with its subject.
    static List<dev.pedigree.v1.GateResult> passedOrRefuse(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed(List<GateResult> results) ->
                results.stream().map(GateCodec::render).toList();
            case Verdict.Refused refused -> throw refusal(refused);
        };
    }

    private static Refused refusal(Verdict.Refused refused) {
        return new Refused(
                ERROR_REASON_GATES_NOT_PASSED,
                refused.violations().stream()
                        .map(violation ->
                                new Violation(violation.gate().name(), violation.subject(), violation.detail()))
                        .toList());
    }

    private static dev.pedigree.v1.GateResult render(GateResult result) {
        var rendered = dev.pedigree.v1.GateResult.newBuilder()
                .setGate(result.gate().name())
                .setSubject(result.subject())
                .setOutcome(outcome(result.outcome()))
                .setDetail(result.detail());
        result.measurement().map(GateCodec::render).ifPresent(rendered::setThreshold);
        return rendered.build();
    }

    private static ThresholdResult render(Measurement measurement) {
        ThresholdResult.Builder rendered = ThresholdResult.newBuilder()
                .setMetric(measurement.metric().name())
                .setSlice(measurement.metric().slice())
                .setComparison(comparison(measurement.comparison()));
        measurement.observed().ifPresent(rendered::setObserved);
        measurement.required().ifPresent(rendered::setRequired);
        measurement.baseline().ifPresent(rendered::setBaseline);
        measurement.evaluation().map(EvaluationName::toString).ifPresent(rendered::setEvaluation);
        measurement.baselineEvaluation().map(EvaluationName::toString).ifPresent(rendered::setBaselineEvaluation);
        return rendered.build();
    }

    private static dev.pedigree.v1.GateResult.Outcome outcome(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> dev.pedigree.v1.GateResult.Outcome.OUTCOME_PASSED;
            case FAILED -> dev.pedigree.v1.GateResult.Outcome.OUTCOME_FAILED;
            case NOT_APPLICABLE -> dev.pedigree.v1.GateResult.Outcome.OUTCOME_NOT_APPLICABLE;
            case UNKNOWN -> dev.pedigree.v1.GateResult.Outcome.OUTCOME_UNKNOWN;
        };
    }

    private static dev.pedigree.v1.Comparison comparison(Comparison comparison) {
        return switch (comparison) {
            case AT_LEAST -> dev.pedigree.v1.Comparison.COMPARISON_AT_LEAST;
            case AT_MOST -> dev.pedigree.v1.Comparison.COMPARISON_AT_MOST;
        };
    }
}
