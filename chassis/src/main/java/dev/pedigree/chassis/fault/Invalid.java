package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// INVALID_ARGUMENT: the request breaks a rule whatever the state of the system. Names every broken field.
public final class Invalid extends Fault {
    private final List<FieldViolation> violations;

    public Invalid(List<FieldViolation> violations) {
        this(ErrorReason.ERROR_REASON_FIELDS_INVALID, describe(violations), Map.of(), violations);
    }

    public Invalid(String field, String description) {
        this(List.of(new FieldViolation(field, description)));
    }

    public Invalid(ErrorReason reason, String message, Map<String, String> metadata) {
        this(reason, message, metadata, List.of());
    }

    public Invalid(ErrorReason reason, String message, Map<String, String> metadata, List<FieldViolation> violations) {
        super(reason, message, metadata);
        this.violations = List.copyOf(violations);
    }

    Invalid(Received received, List<FieldViolation> violations) {
        super(received);
        this.violations = List.copyOf(violations);
    }

    public List<FieldViolation> violations() {
        return violations;
    }

    private static String describe(List<FieldViolation> violations) {
        return violations.stream()
                .map(violation -> violation.field() + ": " + violation.description())
                .collect(Collectors.joining("; "));
    }
}
