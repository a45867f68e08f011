package dev.pedigree.lifecycle.gate;

import static dev.pedigree.lifecycle.gate.Gate.SCHEMA_CURRENT;

import java.util.List;

/// Judges [Gate#SCHEMA_CURRENT].
record SchemaCurrent() implements Check {

    @Override
    public List<GateResult> judge(DeployFacts facts) {
        LabelFact labels = facts.candidate().labels();
        if (labels.datasets() == 0) {
            return List.of(GateResult.notApplicable(
                    SCHEMA_CURRENT, facts.subject(), "nothing it learned from has labels in a label schema"));
        }
        return labels.stale().isEmpty()
                ? List.of(GateResult.passed(
                        SCHEMA_CURRENT,
                        facts.subject(),
                        "the labels of all %d dataset versions it learned from are current or reviewed"
                                .formatted(labels.datasets())))
                : labels.stale().stream().map(SchemaCurrent::failed).toList();
    }

    private static GateResult failed(StaleLabels stale) {
        String detail = "its labels of class '%s' were written before %s (%s): %s"
                .formatted(stale.classId(), stale.schema(), stale.change(), advice(stale));
        return GateResult.failed(SCHEMA_CURRENT, stale.dataset().toString(), detail);
    }

    private static String advice(StaleLabels stale) {
        return stale.relabelledAs()
                .map(better -> "they were relabelled, so train from %s, or have them waived".formatted(better))
                .orElse("have them reviewed, or train on labels of that version");
    }
}
