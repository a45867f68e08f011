package dev.pedigree.gateway.operation;

import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.gate.Verdict;
import dev.pedigree.v1.ErrorReason;

/// Words a verdict that refuses, in the same way as the registry does.
final class Refusal {
    private Refusal() {}

    static void unlessPassed(Verdict verdict) {
        switch (verdict) {
            case Verdict.Passed _ -> {}
            case Verdict.Refused refused ->
                throw new Refused(
                        ErrorReason.ERROR_REASON_GATES_NOT_PASSED,
                        refused.violations().stream().map(Refusal::render).toList());
        }
    }

    private static Violation render(dev.pedigree.lifecycle.gate.Violation violation) {
        return new Violation(violation.gate().name(), violation.subject(), violation.detail());
    }
}
