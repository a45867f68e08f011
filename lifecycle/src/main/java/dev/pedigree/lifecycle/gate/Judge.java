package dev.pedigree.lifecycle.gate;

import dev.pedigree.lifecycle.Use;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Judges all gates on the facts. The gateway asks early, to explain; the registry asks again inside its transaction,
/// to decide. Both get the same words.
public final class Judge {

    private Judge() {}

    /// A new deployment: every gate must hold.
    public static Verdict deploy(DeployFacts facts) {
        return verdict(results(Use.DEPLOY, facts), _ -> true);
    }

    /// A return to a version that ran before: it is the way out of trouble, so only what makes it impossible or
    /// unlawful stops it. Every other gate is judged and reported all the same.
    public static Verdict rollback(DeployFacts facts) {
        return verdict(results(Use.ROLLBACK, facts), Gate::stopsRollback);
    }

    private static List<GateResult> results(Use use, DeployFacts facts) {
        return Arrays.stream(Gate.values())
                .flatMap(gate -> check(gate, use).judge(facts).stream())
                .toList();
    }

    private static Check check(Gate gate, Use use) {
        return switch (gate) {
            case STATE_ALLOWS -> new StateAllows(use);
            case INPUTS_LIVE -> new InputsLive();
            case ARTIFACT_PRESENT -> new ArtifactPresent();
            case LINEAGE_COMPLETE -> new LineageComplete();
            case SCHEMA_CURRENT -> new SchemaCurrent();
            case EVALUATED -> new Evaluated();
            case THRESHOLD -> new Thresholds();
            case LIMITATIONS_STATED -> new LimitationsStated();
            case NOT_STATED_FORBIDDEN -> new NotStatedForbidden();
        };
    }

    private static Verdict verdict(List<GateResult> results, Predicate<Gate> stops) {
        List<Violation> violations = results.stream()
                .filter(result -> !result.outcome().holds() && stops.test(result.gate()))
                .map(GateResult::violation)
                .toList();
        return violations.isEmpty() ? new Verdict.Passed(results) : new Verdict.Refused(violations, results);
    }
}
