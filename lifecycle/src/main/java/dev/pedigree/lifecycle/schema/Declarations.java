package dev.pedigree.lifecycle.schema;

import java.util.Map;
import java.util.Set;

/// What a version says it changes against its parent, where a comparison of the two cannot tell.
///
/// @param added what every class that the parent does not have is split from; none: nothing
/// @param merged the class that each class which is gone became a part of
/// @param redefined classes whose meaning moved though their definition reads the same
public record Declarations(Map<String, Set<String>> added, Map<String, String> merged, Set<String> redefined) {
    public static final Declarations NONE = new Declarations(Map.of(), Map.of(), Set.of());

    public Declarations {
        added = Map.copyOf(added);
        merged = Map.copyOf(merged);
        redefined = Set.copyOf(redefined);
    }
}
