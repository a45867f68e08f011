package dev.pedigree.lineage.query;

import java.util.Arrays;
import java.util.List;

/// A set of the protocol's enum numbers, all of them below 64.
record Selection(long bits) {
    private static final Selection ALL = new Selection(-1L);

    /// What a request lists; everything, when it lists nothing.
    static Selection orAll(List<Integer> numbers) {
        return numbers.isEmpty()
                ? ALL
                : of(numbers.stream().mapToInt(Integer::intValue).toArray());
    }

    static Selection of(int... numbers) {
        return new Selection(
                Arrays.stream(numbers).mapToLong(number -> 1L << number).reduce(0L, (left, right) -> left | right));
    }

    boolean has(int number) {
        return (bits & 1L << number) != 0;
    }
}
