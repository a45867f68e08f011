package dev.pedigree.label.compact;

import dev.pedigree.label.ledger.Segment;
import java.util.List;

/// Which segments of a layout are merged: from the oldest on that is no more than so many times as large as all younger
/// ones together.
///
/// So what stays grows by that ratio from segment to segment, their number by the logarithm of the labels, and an
/// event is written again only when as many others came as it takes to be worth it.
final class SizeRatio {
    private static final long RATIO = 4;

    private SizeRatio() {}

    /// The segments to merge, the youngest ones; fewer than two: none.
    static List<Segment> due(List<Segment> layout) {
        for (int index = 0; index + 1 < layout.size(); index++) {
            List<Segment> younger = layout.subList(index + 1, layout.size());
            long events = younger.stream().mapToLong(Segment::events).sum();
            if (events > 0 && layout.get(index).events() <= RATIO * events) {
                return layout.subList(index, layout.size());
            }
        }
        return List.of();
    }
}
