package dev.pedigree.label.query;

import dev.pedigree.label.ledger.Ledger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Puts between the events of labels what schema changes did to all labels of a class, which no event says.
final class Histories implements Iterator<Event> {
    private final List<Ledger> changes;
    private final Iterator<Event> said;
    private final Deque<Event> due = new ArrayDeque<>();
    private Optional<Event> following;

    /// @param chain of the ledger that is asked
    /// @param said by key, then by ordinal
    Histories(List<Ledger> chain, Iterator<Event> said) {
        this.changes =
                chain.stream().filter(ledger -> !ledger.moves().isEmpty()).toList();
        this.said = said;
        this.following = read();
    }

    private Optional<Event> read() {
        return said.hasNext() ? Optional.of(said.next()) : Optional.empty();
    }

    @Override
    public boolean hasNext() {
        return !due.isEmpty() || following.isPresent();
    }

    @Override
    public Event next() {
        if (due.isEmpty()) {
            Event event = following.orElseThrow(NoSuchElementException::new);
            following = read();
            add(
                    event,
                    following
                            .filter(next -> next.key().equals(event.key()))
                            .map(Event::ordinal)
                            .orElse(Integer.MAX_VALUE));
        }
        return due.remove();
    }

    private void add(Event event, int next) {
        due.add(event);
        Event present = event;
        for (Ledger change : changes) {
            boolean between = change.ordinal() > event.ordinal() && change.ordinal() < next;
            if (between && present.label().isPresent()) {
                Optional<String> to = change.moves().along(present.label().get());
                present = present.movedBy(change.ordinal(), to);
                due.add(present);
            }
        }
    }
}
