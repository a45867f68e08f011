package dev.pedigree.lifecycle.gate;

import static dev.pedigree.lifecycle.gate.Gate.LIMITATIONS_STATED;

import java.util.List;

/// Judges [Gate#LIMITATIONS_STATED].
record LimitationsStated() implements Check {

    @Override
    public List<GateResult> judge(DeployFacts facts) {
        List<String> required = facts.policy().requiredLimitations();
        List<GateResult> silent = required.stream()
                .filter(topic -> !isStated(topic, facts.limitations()))
                .map(topic -> failed(facts, topic))
                .toList();
        return silent.isEmpty()
                ? List.of(GateResult.passed(LIMITATIONS_STATED, facts.subject(), summary(required)))
                : silent;
    }

    private static boolean isStated(String topic, List<Limitation> limitations) {
        return limitations.stream()
                .anyMatch(limitation -> limitation.topic().equals(topic)
                        && !limitation.description().isBlank());
    }

    private static GateResult failed(DeployFacts facts, String topic) {
        String detail =
                "the policy wants a known limitation on the topic '%s': state it with the deployment".formatted(topic);
        return GateResult.failed(LIMITATIONS_STATED, facts.subject(), detail);
    }

    private static String summary(List<String> required) {
        return required.isEmpty() ? "the policy names no topic" : "stated: " + String.join(", ", required);
    }
}
