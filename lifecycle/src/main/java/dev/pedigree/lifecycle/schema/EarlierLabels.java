package dev.pedigree.lifecycle.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Labels of an earlier version of a schema, as a later one reads them.
public final class EarlierLabels {
    private final LabelTrace trace;

    private EarlierLabels(LabelTrace trace) {
        this.trace = trace;
    }

    /// @param steps what each version after `earlier` declares, up to that of `later`; none when it is the same version
    /// @return empty when they are no longer legal
    public static Optional<EarlierLabels> read(LabelSchema earlier, List<Declarations> steps, LabelSchema later) {
        boolean broken = ClassChanges.between(earlier, steps, later).stream()
                .anyMatch(change -> change.kind().backward().compatibility() == Compatibility.BREAKING);
        if (broken) {
            return Optional.empty();
        }
        LabelTrace trace = new LabelTrace(earlier.classes().keySet());
        steps.forEach(trace::follow);
        return Optional.of(new EarlierLabels(trace));
    }

    /// The classes of the earlier version whose labels are of this class in the later one.
    public Set<String> of(String classId) {
        return trace.standingFor(classId);
    }
}
