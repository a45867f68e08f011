package dev.pedigree.label.ledger;

import dev.pedigree.label.engine.LedgerFiles.Move;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A ledger and all that it follows, the first one first: place `n` holds the ledger of ordinal `n + 1`.
public record Chain(List<Ledger> ledgers) {
    public Chain {
        ledgers = List.copyOf(ledgers);
    }

    public Ledger head() {
        return ledgers.getLast();
    }

    public Ledger at(int ordinal) {
        return ledgers.get(ordinal - 1);
    }

    /// Whether the ledger is this one's, or one that it follows.
    public boolean holds(Ledger ledger) {
        return ledger.ordinal() <= ledgers.size() && at(ledger.ordinal()).id() == ledger.id();
    }

    /// How many of its first ledgers are `other`'s first ones too.
    public int shared(Chain other) {
        int count = 0;
        while (count < Math.min(ledgers.size(), other.ledgers.size())
                && ledgers.get(count).id() == other.ledgers.get(count).id()) {
            count++;
        }
        return count;
    }

    /// For every epoch before the head's and every class that was moved since: what it is called in the head.
    public List<Move> moves() {
        List<Ledger> changes =
                ledgers.stream().filter(ledger -> !ledger.moves().isEmpty()).toList();
        List<Move> moves = new ArrayList<>();
        for (int epoch = 0; epoch < changes.size(); epoch++) {
            Set<String> classes =
                    new LinkedHashSet<>(changes.get(epoch).moves().targets().keySet());
            for (String from : classes) {
                moves.add(new Move(epoch, from, follow(from, changes.subList(epoch, changes.size()))));
            }
        }
        return moves;
    }

    private static Optional<String> follow(String from, List<Ledger> changes) {
        Optional<String> now = Optional.of(from);
        for (Ledger change : changes) {
            now = now.flatMap(change.moves()::along);
        }
        return now;
    }

    /// What each class of `from` is called in the head, for those that moved along whole.
    public Map<String, String> names(Ledger from) {
        Map<String, String> names = new LinkedHashMap<>();
        moves().stream()
                .filter(move -> move.epoch() == from.epoch())
                .forEach(move -> move.to().ifPresent(to -> names.put(move.from(), to)));
        return names;
    }
}
