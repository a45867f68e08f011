package dev.pedigree.label.rpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/// Counts of a list that may be longer than a message holds: all of them, or the largest.
///
/// @param leftOut how many are not told
record Told<M extends MessageLite>(List<M> counts, int leftOut) {
    /// Four such lists fit into a message, beside what else there is.
    private static final int MOST_BYTES = 512 << 10;

    private static final int FIELD = 1;

    Told {
        counts = List.copyOf(counts);
    }

    /// In their order; where some are left out, the largest first.
    static <M extends MessageLite> Told<M> of(List<M> all, ToLongFunction<M> count) {
        if (all.stream().mapToLong(Told::bytes).sum() <= MOST_BYTES) {
            return new Told<>(all, 0);
        }
        List<M> largest = new ArrayList<>();
        long bytes = 0;
        for (M each :
                all.stream().sorted(Comparator.comparingLong(count).reversed()).toList()) {
            bytes += bytes(each);
            if (bytes > MOST_BYTES) {
                break;
            }
            largest.add(each);
        }
        return new Told<>(largest, all.size() - largest.size());
    }

    private static int bytes(MessageLite count) {
        return CodedOutputStream.computeMessageSize(FIELD, count);
    }
}
