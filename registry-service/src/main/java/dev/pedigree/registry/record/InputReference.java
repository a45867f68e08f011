package dev.pedigree.registry.record;

import dev.pedigree.v1.Role;

/// A version that a record points at, as the record names it.
///
/// @param field where in the request it stands
record InputReference(Role role, String field, String version) {}
