package dev.pedigree.registry.version;

import dev.pedigree.lifecycle.State;
import dev.pedigree.v1.Annotations;
import java.time.Instant;
import java.util.List;

/// What may change about a version, as it is at present.
record Present(long id, State state, long revision, Annotations annotations, Instant updated, List<String> aliases) {}
