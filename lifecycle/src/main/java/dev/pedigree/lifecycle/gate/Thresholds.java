package dev.pedigree.lifecycle.gate;

import static dev.pedigree.lifecycle.gate.Gate.THRESHOLD;

import java.util.List;
import java.util.Optional;

/// Judges [Gate#THRESHOLD]: one result for each threshold of the policy.
record Thresholds() implements Check {

    @Override
    public List<GateResult> judge(DeployFacts facts) {
        List<Threshold> thresholds = facts.policy().thresholds();
        if (thresholds.isEmpty()) {
            String policy = facts.policy().name().toString();
            return List.of(new GateResult(
                    THRESHOLD, policy, Outcome.NOT_APPLICABLE, Optional.empty(), "the policy has no threshold"));
        }
        return thresholds.stream().map(threshold -> judge(facts, threshold)).toList();
    }

    private static GateResult judge(DeployFacts facts, Threshold threshold) {
        Measurement measurement = Measurement.of(threshold, facts);
        return switch (threshold.bound()) {
            case Bound.Absolute _ -> compare(facts, measurement);
            case Bound.RelativeToCurrent _ ->
                facts.current()
                        .map(current -> compareWith(current, facts, measurement))
                        .orElseGet(() -> nothingRuns(facts, measurement));
        };
    }

    private static GateResult compareWith(CurrentFact current, DeployFacts facts, Measurement measurement) {
        if (measurement.baseline().isPresent()) {
            return compare(facts, measurement);
        }
        String detail = "'%s' of what runs now, %s, was not measured: record an evaluation of it by '%s' on %s"
                .formatted(
                        measurement.metric(),
                        current.version(),
                        facts.policy().evaluator(),
                        facts.policy().dataset());
        return result(facts, Outcome.FAILED, measurement, detail);
    }

    private static GateResult nothingRuns(DeployFacts facts, Measurement measurement) {
        String detail = "'%s' is compared with what runs now, and nothing runs in %s yet"
                .formatted(measurement.metric(), facts.policy().name().environment());
        return result(facts, Outcome.NOT_APPLICABLE, measurement, detail);
    }

    private static GateResult compare(DeployFacts facts, Measurement measurement) {
        String demand = measurement.demand();
        if (measurement.observed().isEmpty()) {
            String detail = "'%s' must be %s and was not measured: record an evaluation that has it"
                    .formatted(measurement.metric(), demand);
            return result(facts, Outcome.FAILED, measurement, detail);
        }
        double observed = measurement.observed().getAsDouble();
        if (measurement.holds()) {
            String detail = "'%s' is %s, demanded is %s".formatted(measurement.metric(), observed, demand);
            return result(facts, Outcome.PASSED, measurement, detail);
        }
        String detail = "'%s' is %s and must be %s: deploy a version that reaches it"
                .formatted(measurement.metric(), observed, demand);
        return result(facts, Outcome.FAILED, measurement, detail);
    }

    private static GateResult result(DeployFacts facts, Outcome outcome, Measurement measurement, String detail) {
        return new GateResult(THRESHOLD, facts.subject(), outcome, Optional.of(measurement), detail);
    }
}
