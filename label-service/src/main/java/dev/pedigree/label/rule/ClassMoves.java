package dev.pedigree.label.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where the classes of one label-schema version go in another: to one class, to none, or to one of several.
public final class ClassMoves {
    private static final ClassMoves NONE = new ClassMoves(Map.of());

    private final TreeMap<String, List<String>> targets;

    private ClassMoves(Map<String, List<String>> targets) {
        this.targets = new TreeMap<>(targets);
    }

    /// For changes that stay in one schema.
    public static ClassMoves none() {
        return NONE;
    }

    public static ClassMoves of(Map<String, List<String>> targets) {
        return new ClassMoves(targets);
    }

    public boolean isEmpty() {
        return targets.isEmpty();
    }

    /// Sorted by class.
    public Map<String, List<String>> targets() {
        return targets;
    }

    /// Where every label of `from` goes; empty if they are withdrawn, or given anew one by one.
    public Optional<String> along(String from) {
        return Optional.ofNullable(targets.get(from))
                .filter(list -> list.size() == 1)
                .map(List::getFirst);
    }

    /// Classes whose labels go nowhere: all of them are withdrawn.
    public List<String> withdrawn() {
        return targets.entrySet().stream()
                .filter(move -> move.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// For the digest of a ledger: sorted by class, the targets of each sorted too.
    String canonical() {
        StringBuilder text = new StringBuilder();
        targets.forEach((from, to) -> {
            CanonicalText line = new CanonicalText().add(from).add(Integer.toString(to.size()));
            to.stream().sorted().forEach(line::add);
            text.append(line);
        });
        return text.toString();
    }
}
