package dev.pedigree.label.query;

import dev.pedigree.label.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts between the events of labels what schema changes did to all labels of a class, which no event says.
final class Histories {
    private final List<Ledger> changes;
    private final List<Event> history = new ArrayList<>();

    private Histories(List<Ledger> changes) {
        this.changes = changes;
    }

    /// @param chain of the ledger that is asked
    /// @param events by key, then by ordinal
    static List<Event> of(List<Ledger> chain, List<Event> events) {
        Histories histories = new Histories(
                chain.stream().filter(ledger -> !ledger.moves().isEmpty()).toList());
        for (int index = 0; index < events.size(); index++) {
            Event event = events.get(index);
            boolean last =
                    index + 1 == events.size() || !events.get(index + 1).key().equals(event.key());
            histories.add(
                    event, last ? Integer.MAX_VALUE : events.get(index + 1).ordinal());
        }
        return histories.history;
    }

    private void add(Event event, int next) {
        history.add(event);
        Event present = event;
        for (Ledger change : changes) {
            boolean between = change.ordinal() > event.ordinal() && change.ordinal() < next;
            if (between && present.label().isPresent()) {
                Optional<String> to = change.moves().along(present.label().get());
                present = present.movedBy(change.ordinal(), to);
                history.add(present);
            }
        }
    }
}
