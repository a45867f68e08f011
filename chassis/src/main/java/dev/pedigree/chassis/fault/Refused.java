package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// FAILED_PRECONDITION: the state of the system forbids it. Lists everything that stands in the way.
public final class Refused extends Fault {
    private final List<Violation> violations;

    public Refused(ErrorReason reason, List<Violation> violations) {
        this(reason, describe(violations), violations, Map.of());
    }

    public Refused(ErrorReason reason, String message, List<Violation> violations, Map<String, String> metadata) {
        super(reason, message, metadata);
        this.violations = List.copyOf(violations);
    }

    Refused(Received received, List<Violation> violations) {
        super(received);
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }

    private static String describe(List<Violation> violations) {
        return violations.stream().map(Violation::description).collect(Collectors.joining("; "));
    }
}
