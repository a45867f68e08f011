package dev.pedigree.label.query;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.label.ledger.Chain;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.rule.ChangeRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which ledgers held what was said of one thing: in every line that goes back to the same first ledger.
final class LabelHolders {
    private final LedgerStore ledgers;
    private final GetLabelHistory history;

    LabelHolders(LedgerStore ledgers, GetLabelHistory history) {
        this.ledgers = ledgers;
        this.history = history;
    }

    private record Line(Chain chain, List<Run> runs) {}

    /// A statement, wherever it was taken over.
    private record Said(ChangeRow.Key key, long ledger) {
        static Said of(Run run) {
            return new Said(run.key(), run.said());
        }
    }

    /// With each ledger, how many such labels it held. Errors: FIELDS_INVALID.
    Map<Ledger, Long> find(Ledger ledger, Doubt.One doubt) {
        List<Line> lines = lines(ledger, doubt);
        if (lines.stream().allMatch(line -> line.runs().isEmpty())) {
            throw new Invalid("label", "nothing was ever said of it");
        }
        Set<Said> wrong = doubt.label()
                .map(label -> called(lines, label))
                .orElseGet(() -> corrected(lines.getFirst().runs()));
        Map<Ledger, Set<ChangeRow.Key>> holders = new LinkedHashMap<>();
        for (Line line : lines) {
            line.runs().stream()
                    .filter(run -> wrong.contains(Said.of(run)))
                    .forEach(run -> line.chain()
                            .ledgers()
                            .subList(run.first() - 1, Math.max(run.first() - 1, run.last()))
                            .forEach(holder -> holders.computeIfAbsent(holder, _ -> new HashSet<>())
                                    .add(run.key())));
        }
        Map<Ledger, Long> counts = new LinkedHashMap<>();
        holders.forEach((holder, keys) -> counts.put(holder, (long) keys.size()));
        return counts;
    }

    /// The ledger's own line first.
    private List<Line> lines(Ledger ledger, Doubt.One doubt) {
        List<Line> lines = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        add(lines, seen, ledger, doubt);
        Ledger first = lines.getFirst().chain().at(1);
        ledgers.kept(first).reversed().forEach(kept -> add(lines, seen, kept, doubt));
        return lines;
    }

    private void add(List<Line> lines, Set<Long> seen, Ledger head, Doubt.One doubt) {
        if (seen.contains(head.id())) {
            return;
        }
        Chain chain = ledgers.chain(head);
        chain.ledgers().forEach(member -> seen.add(member.id()));
        List<Event> events = history.run(head, doubt.sample()).stream()
                .filter(event -> doubt.isAbout(event.key()))
                .toList();
        lines.add(new Line(chain, Run.of(chain, events)));
    }

    /// What was said with this class, whatever the class is called in other lines.
    private static Set<Said> called(List<Line> lines, String label) {
        return lines.stream()
                .flatMap(line -> line.runs().stream())
                .filter(run -> run.classes().contains(label))
                .map(Said::of)
                .collect(Collectors.toSet());
    }

    /// What was said before the last correction of each label.
    private static Set<Said> corrected(List<Run> runs) {
        Map<ChangeRow.Key, Said> corrected = new HashMap<>();
        for (int index = 1; index < runs.size(); index++) {
            if (runs.get(index).corrects()) {
                corrected.put(runs.get(index).key(), Said.of(runs.get(index - 1)));
            }
        }
        if (corrected.isEmpty()) {
            throw new Invalid("label.class_id", "is required: the label was never corrected");
        }
        return Set.copyOf(corrected.values());
    }
}
