package dev.pedigree.artifact.manifest;

import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.v1.ErrorReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is wrong with a manifest that is coming in, up to as many faults as one answer lists.
final class Faults {
    static final int MOST_LISTED = 1_000;

    private final List<FieldViolation> invalid = new ArrayList<>();
    private final List<Violation> missing = new ArrayList<>();

    void invalid(String field, String description) {
        invalid.add(new FieldViolation(field, description));
    }

    void missing(String blob, String description) {
        missing.add(new Violation("ARTIFACT_MISSING", blob, description));
    }

    boolean none() {
        return invalid.isEmpty() && missing.isEmpty();
    }

    /// Whether reading on would only find what cannot be listed.
    boolean enough() {
        return invalid.size() >= MOST_LISTED || missing.size() >= MOST_LISTED;
    }

    /// A manifest that cannot be is refused before one that only came too early.
    void refuse() {
        if (!invalid.isEmpty()) {
            throw new Invalid(
                    ErrorReason.ERROR_REASON_MANIFEST_INVALID,
                    "%d faults, the first: %s: %s"
                            .formatted(
                                    invalid.size(),
                                    invalid.getFirst().field(),
                                    invalid.getFirst().description()),
                    Map.of(),
                    limit(invalid));
        }
        if (!missing.isEmpty()) {
            throw new Refused(
                    ErrorReason.ERROR_REASON_ARTIFACT_MISSING,
                    "%d blobs are missing".formatted(missing.size()),
                    limit(missing),
                    Map.of());
        }
    }

    private static <T> List<T> limit(List<T> faults) {
        return faults.subList(0, Math.min(MOST_LISTED, faults.size()));
    }
}
