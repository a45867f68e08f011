package dev.pedigree.lifecycle.schema;

import java.util.List;

/// Labels of a class that somebody has to look at, because a later version of their schema moved what the class means.
///
/// @param number of the version that did
/// @param classId the class as the version before that has it
/// @param changes what it did
public record StaleClass(long number, String classId, List<ClassChange> changes) {

    public StaleClass {
        changes = List.copyOf(changes);
    }

    /// What the version did, such as `class 'pup': CLASS_SPLIT from dog`.
    public String spell() {
        return Words.list(changes.stream().map(ClassChange::spell).toList(), "; ");
    }
}
