package dev.pedigree.lifecycle.gate;

import dev.pedigree.lifecycle.name.EvaluationName;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/// The numbers behind a [Gate#THRESHOLD] result.
///
/// @param observed what the candidate reached; empty when it was not measured
/// @param required what it had to reach, a relative bound already worked out; empty when that could not be done
/// @param baseline what the current deployment's version reached, for a relative bound
/// @param evaluation where `observed` was read
/// @param baselineEvaluation where `baseline` was read
public record Measurement(
        Threshold threshold,
        OptionalDouble observed,
        OptionalDouble required,
        OptionalDouble baseline,
        Optional<EvaluationName> evaluation,
        Optional<EvaluationName> baselineEvaluation) {

    static Measurement of(Threshold threshold, DeployFacts facts) {
        Optional<EvaluationFact> candidate = facts.countingEvaluation();
        Optional<EvaluationFact> current = switch (threshold.bound()) {
            case Bound.Absolute _ -> Optional.empty();
            case Bound.RelativeToCurrent _ -> facts.countingBaseline();
        };
        OptionalDouble baseline = read(current, threshold.metric());
        return new Measurement(
                threshold,
                read(candidate, threshold.metric()),
                required(threshold.bound(), baseline),
                baseline,
                candidate.map(EvaluationFact::name),
                current.map(EvaluationFact::name));
    }

    private static OptionalDouble read(Optional<EvaluationFact> evaluation, Metric metric) {
        return evaluation.map(found -> found.value(metric)).orElseGet(OptionalDouble::empty);
    }

    private static OptionalDouble required(Bound bound, OptionalDouble baseline) {
        return switch (bound) {
            case Bound.Absolute(double value) -> OptionalDouble.of(value);
            case Bound.RelativeToCurrent(double delta) ->
                baseline.isPresent() ? OptionalDouble.of(sum(baseline.getAsDouble(), delta)) : OptionalDouble.empty();
        };
    }

    /// Adds as people do with the decimals they wrote: 0.1 and 0.2 make 0.3.
    private static double sum(double baseline, double delta) {
        return BigDecimal.valueOf(baseline).add(BigDecimal.valueOf(delta)).doubleValue();
    }

    /// Whether both numbers are there and the observed one is on the good side.
    boolean holds() {
        return observed.isPresent()
                && required.isPresent()
                && threshold.comparison().holds(observed.getAsDouble(), required.getAsDouble());
    }

    /// What is demanded, in words; only when `required` is there.
    String demand() {
        String plain = "%s %s".formatted(threshold.comparison().words(), required.getAsDouble());
        return baseline.isPresent() ? "%s (what runs now has %s)".formatted(plain, baseline.getAsDouble()) : plain;
    }

    public Metric metric() {
        return threshold.metric();
    }

    public Comparison comparison() {
        return threshold.comparison();
    }
}
