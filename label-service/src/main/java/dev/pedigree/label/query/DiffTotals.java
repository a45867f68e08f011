package dev.pedigree.label.query;

import java.util.List;

/// How many labels are not what they were.
public record DiffTotals(List<Pair> pairs) {
    public DiffTotals {
        pairs = List.copyOf(pairs);
    }

    /// @param from empty: there was no label
    /// @param to empty: there is no label
    public record Pair(String from, String to, long labels) {}

    public long added() {
        return sum(true, false);
    }

    public long removed() {
        return sum(false, true);
    }

    public long changed() {
        return sum(false, false);
    }

    private long sum(boolean fromNothing, boolean toNothing) {
        return pairs.stream()
                .filter(pair ->
                        pair.from().isEmpty() == fromNothing && pair.to().isEmpty() == toNothing)
                .mapToLong(Pair::labels)
                .sum();
    }
}
