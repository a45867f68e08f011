package dev.pedigree.registry.review;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_NOTHING_TO_REVIEW;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.schema.StaleClass;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// The classes whose labels a schema version made stale in a dataset version.
///
/// @param schema row id of the label schema
record Reviewable(ReviewNames names, long schema, Set<String> classes) {

    /// @param dataset row id
    static Reviewable of(DSLContext sql, ReviewNames names, long schema, long dataset) {
        List<LabelledVersion> labelled = LabelledVersion.of(sql, List.of(dataset));
        LaterChanges later = LaterChanges.than(sql, labelled);
        return new Reviewable(
                names,
                schema,
                labelled.stream()
                        .filter(version -> version.schema() == schema)
                        .flatMap(version -> LearnedLabels.stale(later, version).stream())
                        .filter(stale -> stale.number() == names.schema().number())
                        .map(StaleClass::classId)
                        .collect(Collectors.toSet()));
    }

    /// @throws Refused NOTHING_TO_REVIEW, with every class that is not
    void requireStale(List<String> asked) {
        List<Violation> others = asked.stream()
                .filter(id -> !classes.contains(id))
                .map(id -> new Violation(
                        "NOTHING_TO_REVIEW",
                        names.dataset().toString(),
                        "%s did not make its labels of class '%s' stale".formatted(names.schema(), id)))
                .toList();
        if (!others.isEmpty()) {
            throw new Refused(ERROR_REASON_NOTHING_TO_REVIEW, others);
        }
    }

    /// @param dataset row id of the version that is said to hold better labels
    /// @throws Invalid if its labels are older than the change
    void requireWrittenIn(DSLContext sql, long dataset) {
        boolean fits = LabelledVersion.of(sql, List.of(dataset)).stream()
                .anyMatch(version -> version.schema() == schema
                        && version.number() >= names.schema().number());
        if (!fits) {
            throw new Invalid(
                    "relabelled_as", "must have labels in %s or a later version of it".formatted(names.schema()));
        }
    }
}
