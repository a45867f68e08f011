package dev.pedigree.label.query;

import dev.pedigree.label.rule.ChangeRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// What came to be said of one label in one ledger.
///
/// @param ordinal of the ledger in its chain
/// @param label the class; empty: withdrawn
/// @param original the class before
/// @param moved whether the mapping of a schema change did it
public record Event(
        ChangeRow.Key key,
        int ordinal,
        Optional<String> label,
        Optional<String> original,
        Optional<String> attributes,
        Optional<String> geometry,
        String source,
        Optional<String> model,
        Optional<BigDecimal> confidence,
        Optional<Instant> at,
        Optional<String> corrector,
        Optional<String> reason,
        boolean moved) {

    /// The same label, moved by the schema change of another ledger.
    Event movedBy(int change, Optional<String> to) {
        return new Event(
                key,
                change,
                to,
                label,
                attributes,
                geometry,
                source,
                model,
                confidence,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true);
    }
}
