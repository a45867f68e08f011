package dev.pedigree.registry.version;

import dev.pedigree.lifecycle.State;

/// What may change about a version, as it stands under the lock that was taken to read it.
public record Held(long id, State state, long revision) {}
