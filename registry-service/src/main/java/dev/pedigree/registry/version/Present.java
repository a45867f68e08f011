package dev.pedigree.registry.version;

import java.util.List;

/// Where a version is at present: which revision it is in, and which aliases point at it.
record Present(long id, long revision, List<String> aliases) {}
