package dev.pedigree.lifecycle.gate;

import java.util.Optional;

/// How one gate came out for one subject. Stored with the deployment.
///
/// @param subject resource name of what the result is about
/// @param measurement the numbers, for a threshold
/// @param detail one sentence; after a failure it says what to do
public record GateResult(Gate gate, String subject, Outcome outcome, Optional<Measurement> measurement, String detail) {

    static GateResult passed(Gate gate, String subject, String detail) {
        return new GateResult(gate, subject, Outcome.PASSED, Optional.empty(), detail);
    }

    static GateResult failed(Gate gate, String subject, String detail) {
        return new GateResult(gate, subject, Outcome.FAILED, Optional.empty(), detail);
    }

    static GateResult notApplicable(Gate gate, String subject, String detail) {
        return new GateResult(gate, subject, Outcome.NOT_APPLICABLE, Optional.empty(), detail);
    }

    static GateResult unknown(Gate gate, String subject, String detail) {
        return new GateResult(gate, subject, Outcome.UNKNOWN, Optional.empty(), detail);
    }

    Violation violation() {
        return new Violation(gate, subject, detail);
    }
}
