package dev.pedigree.lifecycle.gate;

import static dev.pedigree.lifecycle.gate.FactsBuilder.ACCURACY;
import static dev.pedigree.lifecycle.gate.FactsBuilder.BYTES;
import static dev.pedigree.lifecycle.gate.FactsBuilder.CANDIDATE;
import static dev.pedigree.lifecycle.gate.FactsBuilder.EVALUATOR;
import static dev.pedigree.lifecycle.gate.FactsBuilder.HELD_OUT;
import static dev.pedigree.lifecycle.gate.FactsBuilder.OTHER_BYTES;
import static dev.pedigree.lifecycle.gate.FactsBuilder.RUNNING;
import static dev.pedigree.lifecycle.gate.FactsBuilder.TRAINED_ON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluatedTest {

    private static final Map<Metric, Double> GOOD = Map.of(ACCURACY, 1.0);

    static Stream<EvaluationFact> evaluationsThatDoNotCount() {
        return Stream.of(
                new EvaluationFact(CANDIDATE.evaluation(1), TRAINED_ON, EVALUATOR, BYTES, GOOD),
                new EvaluationFact(CANDIDATE.evaluation(1), HELD_OUT, "someone-else/1", BYTES, GOOD),
                new EvaluationFact(CANDIDATE.evaluation(1), HELD_OUT, EVALUATOR, OTHER_BYTES, GOOD),
                new EvaluationFact(RUNNING.evaluation(1), HELD_OUT, EVALUATOR, BYTES, GOOD));
    }

    @ParameterizedTest
    @MethodSource("evaluationsThatDoNotCount")
    void anEvaluationOfOtherThingsDoesNotCountAndItsMetricsDoNotEither(EvaluationFact evaluation) {
        DeployFacts facts = new FactsBuilder().evaluation(evaluation).build();

        Verdict verdict = Judge.deploy(facts);

        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        assertThat(((Verdict.Refused) verdict).violations())
                .extracting(Violation::gate)
                .containsExactly(Gate.EVALUATED, Gate.THRESHOLD);
    }

    @Test
    void theAdviceSaysWhatToMeasure() {
        List<GateResult> results =
                new Evaluated().judge(new FactsBuilder().notEvaluated().build());

        assertThat(results)
                .extracting(GateResult::detail)
                .containsExactly("there is no evaluation that counts: record an evaluation of " + BYTES
                        + " by 'digits-eval/1' on projects/p/datasets/held-out/versions/1");
    }

    @Test
    void theEvaluationThatDecidesIsNamed() {
        assertThat(new Evaluated().judge(new FactsBuilder().build()))
                .extracting(GateResult::subject)
                .containsExactly("projects/p/models/m/versions/3/evaluations/1");
    }
}
