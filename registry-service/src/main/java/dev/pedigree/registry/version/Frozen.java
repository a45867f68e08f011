package dev.pedigree.registry.version;

import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.v1.Version;

/// What never changes about a version.
///
/// @param message with the frozen fields set: name, record, inputs, creator, creation time
/// @param weight about how many bytes it holds
record Frozen(VersionName name, Version message, int weight) {}
