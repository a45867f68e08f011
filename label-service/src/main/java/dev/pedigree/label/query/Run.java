package dev.pedigree.label.query;

import dev.pedigree.label.ledger.Chain;
import dev.pedigree.label.rule.ChangeRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What was once said of a label, for as long as it held: in which ledgers of a chain, and what the class was called in
/// them. A schema change that moves the class along whole says nothing new.
///
/// @param said id of the ledger that brought it
/// @param corrects whether it took the place of something else
/// @param last ordinal of the last ledger that holds it; before `first` where the label was withdrawn
record Run(ChangeRow.Key key, long said, boolean corrects, int first, int last, Set<String> classes) {

    /// Every run of the labels in a history, by key, then from the first on.
    static List<Run> of(Chain chain, List<Event> history) {
        List<Run> runs = new ArrayList<>();
        int index = 0;
        while (index < history.size()) {
            Event said = history.get(index++);
            Set<String> classes = new LinkedHashSet<>();
            said.label().ifPresent(classes::add);
            boolean ended = said.label().isEmpty();
            int last = ended ? said.ordinal() - 1 : chain.head().ordinal();
            while (index < history.size()
                    && history.get(index).moved()
                    && history.get(index).key().equals(said.key())) {
                Event moved = history.get(index++);
                moved.label().ifPresent(classes::add);
                if (moved.label().isEmpty()) {
                    ended = true;
                    last = moved.ordinal() - 1;
                }
            }
            boolean outdone = index < history.size() && history.get(index).key().equals(said.key());
            if (outdone && !ended) {
                last = history.get(index).ordinal() - 1;
            }
            runs.add(new Run(
                    said.key(),
                    chain.at(said.ordinal()).id(),
                    said.original().isPresent(),
                    said.ordinal(),
                    last,
                    Set.copyOf(classes)));
        }
        return runs;
    }
}
