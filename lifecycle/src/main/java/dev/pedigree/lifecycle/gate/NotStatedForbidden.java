package dev.pedigree.lifecycle.gate;

import static dev.pedigree.lifecycle.gate.Gate.NOT_STATED_FORBIDDEN;

import java.util.List;

/// Judges [Gate#NOT_STATED_FORBIDDEN].
record NotStatedForbidden() implements Check {

    @Override
    public List<GateResult> judge(DeployFacts facts) {
        List<String> notStated = facts.candidate().notStated();
        if (!facts.policy().forbidNotStated()) {
            return List.of(GateResult.passed(
                    NOT_STATED_FORBIDDEN,
                    facts.subject(),
                    "the policy allows not_stated, used for %d fields".formatted(notStated.size())));
        }
        return notStated.isEmpty()
                ? List.of(GateResult.passed(NOT_STATED_FORBIDDEN, facts.subject(), "no field is not_stated"))
                : notStated.stream().map(field -> failed(facts, field)).toList();
    }

    private static GateResult failed(DeployFacts facts, String field) {
        String detail =
                "'%s' is not_stated, which the policy forbids: register a version that states it".formatted(field);
        return GateResult.failed(NOT_STATED_FORBIDDEN, facts.subject(), detail);
    }
}
