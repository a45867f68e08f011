package dev.pedigree.lifecycle.gate;

import java.util.List;

/// What the lineage says about the candidate's ancestry. The registry takes it as evidence.
public sealed interface LineageFact {

    /// The ancestry was read, no older than the candidate, and has these gaps.
    record Known(List<LineageGap> gaps) implements LineageFact {

        public Known {
            gaps = List.copyOf(gaps);
        }
    }

    /// The ancestry could not be read.
    record Unknown(String reason) implements LineageFact {}
}
