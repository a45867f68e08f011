package dev.pedigree.lifecycle.gate;

import static dev.pedigree.lifecycle.gate.Gate.EVALUATED;

import java.util.List;
import java.util.Optional;

/// Judges [Gate#EVALUATED].
record Evaluated() implements Check {

    @Override
    public List<GateResult> judge(DeployFacts facts) {
        Optional<EvaluationFact> counting = facts.countingEvaluation();
        return List.of(
                counting.isPresent()
                        ? GateResult.passed(EVALUATED, counting.get().name().toString(), "the newest that counts")
                        : GateResult.failed(EVALUATED, facts.subject(), advice(facts)));
    }

    private static String advice(DeployFacts facts) {
        DeployPolicy policy = facts.policy();
        String remedy = "record an evaluation of %s by '%s' on %s"
                .formatted(facts.candidate().manifest(), policy.evaluator(), policy.dataset());
        return facts.candidate()
                .evaluation()
                .map(found -> "%s is by '%s' on %s of %s and does not count: %s"
                        .formatted(found.name(), found.evaluator(), found.dataset(), found.manifest(), remedy))
                .orElse("there is no evaluation that counts: " + remedy);
    }
}
