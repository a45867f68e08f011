package dev.pedigree.lifecycle.gate;

import dev.pedigree.lifecycle.name.VersionName;
import java.util.Optional;

/// Labels of one class that a model learned from, whose meaning a later version of their schema moved, and that nobody
/// has found right or waived since.
///
/// @param dataset the version that holds them
/// @param schema the version that moved the meaning
/// @param classId the class as the schema version before that has it
/// @param change what it did, in words
/// @param relabelledAs the dataset version that holds them as they should be, if somebody made one
public record StaleLabels(
        VersionName dataset, VersionName schema, String classId, String change, Optional<VersionName> relabelledAs) {}
