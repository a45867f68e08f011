package dev.pedigree.lifecycle.gate;

import java.util.List;

/// What the labels that a model learned from say under their schemas as they are now.
///
/// @param datasets how many dataset versions it learned from have labels in a schema
/// @param stale what of them is stale and not reviewed, or was found wrong
public record LabelFact(int datasets, List<StaleLabels> stale) {

    public LabelFact {
        stale = List.copyOf(stale);
    }
}
