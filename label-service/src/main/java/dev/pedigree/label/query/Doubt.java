package dev.pedigree.label.query;

import dev.pedigree.label.rule.ChangeRow;
import java.util.Optional;

/// Labels that should have been others.
public sealed interface Doubt {
    /// Those of one thing.
    ///
    /// @param object empty: whatever lies in the sample
    /// @param annotator empty: whoever labelled it
    /// @param label the class that it should not have had; empty: what it was before its last correction
    record One(String sample, Optional<String> object, Optional<String> annotator, Optional<String> label)
            implements Doubt {
        boolean isAbout(ChangeRow.Key key) {
            return object.map(key.object()::equals).orElse(true)
                    && annotator.map(key.annotator()::equals).orElse(true);
        }
    }

    /// All that the change of a ledger corrected, withdrew or gave anew row by row.
    record Corrected() implements Doubt {}
}
