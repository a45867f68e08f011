package dev.pedigree.label.query;

import dev.pedigree.label.rule.ChangeRow;

/// Where a page ended: with what came to be said of a label in one ledger.
///
/// @param ordinal of the ledger in its chain
public record Place(ChangeRow.Key key, int ordinal) {
    static Place of(Event event) {
        return new Place(event.key(), event.ordinal());
    }

    /// Whether the event comes after it in the history of the same label.
    boolean isFollowedBy(Event event) {
        return !event.key().equals(key) || event.ordinal() > ordinal;
    }
}
