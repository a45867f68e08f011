package dev.pedigree.lifecycle.gate;

import static dev.pedigree.lifecycle.gate.Comparison.AT_LEAST;
import static dev.pedigree.lifecycle.gate.Comparison.AT_MOST;
import static dev.pedigree.lifecycle.gate.FactsBuilder.ACCURACY;
import static dev.pedigree.lifecycle.gate.FactsBuilder.BYTES;
import static dev.pedigree.lifecycle.gate.FactsBuilder.CANDIDATE;
import static dev.pedigree.lifecycle.gate.FactsBuilder.EVALUATOR;
import static dev.pedigree.lifecycle.gate.FactsBuilder.HELD_OUT;
import static dev.pedigree.lifecycle.gate.FactsBuilder.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {

    @ParameterizedTest
    @CsvSource({
        "AT_LEAST, 0.95, 0.95, PASSED",
        "AT_LEAST, 0.95, 0.9499999, FAILED",
        "AT_LEAST, 0.95, 1, PASSED",
        "AT_MOST, 12.5, 12.5, PASSED",
        "AT_MOST, 12.5, 12.500001, FAILED",
        "AT_MOST, 12.5, -3, PASSED",
    })
    void anAbsoluteBoundIncludesItself(Comparison comparison, double bound, double observed, Outcome outcome) {
        FactsBuilder facts = new FactsBuilder()
                .thresholds(new Threshold(ACCURACY, comparison, new Bound.Absolute(bound)))
                .evaluation(FactsBuilder.evaluation(CANDIDATE, observed));

        assertThat(only(facts).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "AT_LEAST, 0.97, 0.01, 0.98, PASSED",
        "AT_LEAST, 0.97, 0.01, 0.979, FAILED",
        "AT_LEAST, 0.97, -0.02, 0.95, PASSED",
        "AT_LEAST, 0.97, 0, 0.97, PASSED",
        "AT_LEAST, 0.1, 0.2, 0.3, PASSED",
        "AT_MOST, 0.7, 0.1, 0.8, PASSED",
        "AT_MOST, 0.7, 0.1, 0.81, FAILED",
    })
    void aRelativeBoundIsWhatRunsNowPlusADelta(
            Comparison comparison, double baseline, double delta, double observed, Outcome outcome) {
        FactsBuilder facts = new FactsBuilder()
                .thresholds(new Threshold(ACCURACY, comparison, new Bound.RelativeToCurrent(delta)))
                .current(FactsBuilder.current(Optional.of(FactsBuilder.evaluation(RUNNING, baseline))))
                .evaluation(FactsBuilder.evaluation(CANDIDATE, observed));

        assertThat(only(facts).outcome()).isEqualTo(outcome);
        assertThat(measurement(facts).baseline()).hasValue(baseline);
    }

    @Test
    void theNumbersBehindAResultAreKept() {
        Threshold threshold = new Threshold(ACCURACY, AT_LEAST, new Bound.RelativeToCurrent(0.02));
        FactsBuilder facts = new FactsBuilder().thresholds(threshold);

        assertThat(measurement(facts))
                .isEqualTo(new Measurement(
                        threshold,
                        OptionalDouble.of(0.98),
                        OptionalDouble.of(0.99),
                        OptionalDouble.of(0.97),
                        Optional.of(CANDIDATE.evaluation(1)),
                        Optional.of(RUNNING.evaluation(1))));
        assertThat(only(facts).detail())
                .isEqualTo("'accuracy' is 0.98 and must be at least 0.99 (what runs now has 0.97): "
                        + "deploy a version that reaches it");
    }

    @Test
    void whereNothingRunsARelativeBoundDoesNotApplyAndSaysSo() {
        FactsBuilder facts = new FactsBuilder()
                .nothingRuns()
                .thresholds(new Threshold(ACCURACY, AT_LEAST, new Bound.RelativeToCurrent(0.5)));

        assertThat(only(facts).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(only(facts).detail()).contains("nothing runs in projects/p/models/m/environments/production yet");
        assertThat(Judge.deploy(facts.build())).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void aRelativeBoundNeedsWhatRunsNowToBeMeasuredToo() {
        FactsBuilder facts = new FactsBuilder()
                .current(FactsBuilder.current(Optional.empty()))
                .thresholds(new Threshold(ACCURACY, AT_LEAST, new Bound.RelativeToCurrent(-1)));

        assertThat(only(facts).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(only(facts).detail())
                .contains("projects/p/models/m/versions/2, was not measured")
                .contains("record an evaluation of it by 'digits-eval/1' on projects/p/datasets/held-out/versions/1");
    }

    @Test
    void aBaselineByAnotherEvaluatorIsNoBaseline() {
        EvaluationFact other =
                new EvaluationFact(RUNNING.evaluation(1), HELD_OUT, "someone-else/1", BYTES, Map.of(ACCURACY, 0.1));
        FactsBuilder facts = new FactsBuilder()
                .current(FactsBuilder.current(Optional.of(other)))
                .thresholds(new Threshold(ACCURACY, AT_LEAST, new Bound.RelativeToCurrent(0)));

        assertThat(only(facts).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(measurement(facts).baselineEvaluation()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotAFiniteNumberWasNotMeasured(double observed) {
        for (Comparison comparison : Comparison.values()) {
            FactsBuilder facts = new FactsBuilder()
                    .thresholds(new Threshold(ACCURACY, comparison, new Bound.Absolute(0)))
                    .evaluation(FactsBuilder.evaluation(CANDIDATE, observed));

            assertThat(only(facts).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(measurement(facts).observed()).isEmpty();
        }
    }

    @Test
    void aMissingMetricFails() {
        FactsBuilder facts = new FactsBuilder()
                .thresholds(new Threshold(Metric.overall("recall"), AT_LEAST, new Bound.Absolute(0.5)));

        assertThat(only(facts).detail())
                .isEqualTo("'recall' must be at least 0.5 and was not measured: record an evaluation that has it");
    }

    @Test
    void aSliceIsAMetricOfItsOwn() {
        Metric slice = new Metric("accuracy", "digit=7");
        FactsBuilder facts = new FactsBuilder()
                .thresholds(new Threshold(slice, AT_LEAST, new Bound.Absolute(0.9)))
                .evaluation(new EvaluationFact(
                        CANDIDATE.evaluation(2), HELD_OUT, EVALUATOR, BYTES, Map.of(ACCURACY, 0.99, slice, 0.8)));

        assertThat(only(facts).detail()).startsWith("'accuracy on the slice digit=7' is 0.8");
    }

    @Test
    void everyThresholdHasItsOwnResult() {
        FactsBuilder facts = new FactsBuilder()
                .thresholds(
                        new Threshold(ACCURACY, AT_LEAST, new Bound.Absolute(0.5)),
                        new Threshold(ACCURACY, AT_MOST, new Bound.Absolute(0.6)),
                        new Threshold(Metric.overall("latency"), AT_MOST, new Bound.Absolute(10)));

        assertThat(judge(facts))
                .extracting(GateResult::outcome)
                .containsExactly(Outcome.PASSED, Outcome.FAILED, Outcome.FAILED);
    }

    @Test
    void aPolicyWithoutThresholdsSaysSo() {
        assertThat(only(new FactsBuilder().thresholds()).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void aBoundIsAFiniteNumber() {
        assertThatThrownBy(() -> new Bound.Absolute(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bound.RelativeToCurrent(Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<GateResult> judge(FactsBuilder facts) {
        return new Thresholds().judge(facts.build());
    }

    private static GateResult only(FactsBuilder facts) {
        assertThat(judge(facts)).hasSize(1);
        return judge(facts).getFirst();
    }

    private static Measurement measurement(FactsBuilder facts) {
        return only(facts).measurement().orElseThrow();
    }
}
