package dev.pedigree.registry.retirement;

import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.name.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The version to use instead of a retired one.
final class Successor {

    private Successor() {}

    /// @throws Invalid unless it is another version of the same kind in the same project
    static Optional<VersionName> read(String text, VersionName retiree) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        VersionName successor = Names.read("successor", text, VersionName::parse);
        List<FieldViolation> faults = new ArrayList<>();
        if (successor.equals(retiree)) {
            faults.add(new FieldViolation("successor", "must be another version"));
        }
        if (successor.kind() != retiree.kind()) {
            faults.add(new FieldViolation(
                    "successor", "must be one of the " + retiree.kind().collection()));
        }
        if (!successor.project().equals(retiree.project())) {
            faults.add(new FieldViolation("successor", "must be of the same project, " + retiree.project()));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        return Optional.of(successor);
    }
}
