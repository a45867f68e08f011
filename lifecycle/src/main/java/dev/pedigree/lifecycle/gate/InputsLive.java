package dev.pedigree.lifecycle.gate;

import static dev.pedigree.lifecycle.gate.Gate.INPUTS_LIVE;

import dev.pedigree.lifecycle.State;
import java.util.List;

/// Judges [Gate#INPUTS_LIVE].
record InputsLive() implements Check {

    @Override
    public List<GateResult> judge(DeployFacts facts) {
        List<InputFact> ancestry = facts.candidate().ancestry();
        List<GateResult> retired = ancestry.stream()
                .filter(input -> input.state() == State.RETIRED)
                .map(input -> failed(facts, input))
                .toList();
        return retired.isEmpty()
                ? List.of(GateResult.passed(INPUTS_LIVE, facts.subject(), summary(ancestry)))
                : retired;
    }

    private static GateResult failed(DeployFacts facts, InputFact input) {
        String detail = "%s was made from it, and it is retired: train a version from inputs that are in use"
                .formatted(facts.subject());
        return GateResult.failed(INPUTS_LIVE, input.version().toString(), detail);
    }

    private static String summary(List<InputFact> ancestry) {
        long deprecated = ancestry.stream()
                .filter(input -> input.state() == State.DEPRECATED)
                .count();
        return "none of the %d versions it was made from is retired, %d deprecated"
                .formatted(ancestry.size(), deprecated);
    }
}
