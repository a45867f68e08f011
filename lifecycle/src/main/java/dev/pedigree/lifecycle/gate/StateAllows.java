package dev.pedigree.lifecycle.gate;

import static dev.pedigree.lifecycle.gate.Gate.STATE_ALLOWS;

import dev.pedigree.lifecycle.Lifecycle;
import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.Use;
import java.util.List;

/// Judges [Gate#STATE_ALLOWS].
record StateAllows(Use use) implements Check {

    @Override
    public List<GateResult> judge(DeployFacts facts) {
        State state = facts.candidate().state();
        return List.of(
                Lifecycle.allows(state, use)
                        ? GateResult.passed(STATE_ALLOWS, facts.subject(), "the version is " + state)
                        : GateResult.failed(STATE_ALLOWS, facts.subject(), advice(state)));
    }

    private static String advice(State state) {
        return switch (state) {
            case REGISTERED -> "the version is REGISTERED";
            case DEPRECATED -> "the version is DEPRECATED: reinstate it first, or deploy one that is not deprecated";
            case RETIRED -> "the version is RETIRED, which is final: choose another one";
        };
    }
}
