package dev.pedigree.lifecycle.schema;

import java.util.List;

/// What one version of a label schema changed against its parent.
///
/// @param number of the version
public record SchemaStep(long number, List<ClassChange> changes) {

    public SchemaStep {
        changes = List.copyOf(changes);
    }
}
