package dev.pedigree.lifecycle.gate;

import java.util.List;

/// The answer of the [Judge]. Either way every gate has at least one result.
public sealed interface Verdict {

    List<GateResult> results();

    /// Nothing stands in the way. After a rollback, `results` may still hold failures that do not stop it.
    record Passed(List<GateResult> results) implements Verdict {

        public Passed {
            results = List.copyOf(results);
        }
    }

    /// All the reasons why not.
    record Refused(List<Violation> violations, List<GateResult> results) implements Verdict {

        public Refused {
            violations = List.copyOf(violations);
            results = List.copyOf(results);
        }
    }
}
