package dev.pedigree.label.compact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.label.ledger.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SizeRatioTest {
    @Test
    void aLargeSegmentIsLeftAloneUntilEnoughCame() {
        assertThat(due(1_000, 100)).isEmpty();
        assertThat(due(1_000, 100, 100)).containsExactly(100L, 100L);
        assertThat(due(1_000, 200, 50)).containsExactly(1_000L, 200L, 50L);
        assertThat(due(1_000, 0, 0)).isEmpty();
        assertThat(due()).isEmpty();
    }

    @Test
    void afterManyChangesThereAreFewSegments() {
        List<Long> layout = new ArrayList<>(List.of(10_000_000L));
        for (int change = 0; change < 1_000; change++) {
            layout.add(100_000L);
            List<Long> due = due(layout.stream().mapToLong(Long::longValue).toArray());
            layout.subList(layout.size() - due.size(), layout.size()).clear();
            if (!due.isEmpty()) {
                layout.add(due.stream().mapToLong(Long::longValue).sum());
            }
            assertThat(layout).hasSizeLessThan(8);
        }
        assertThat(layout.stream().mapToLong(Long::longValue).sum()).isEqualTo(110_000_000);
    }

    private static List<Long> due(long... events) {
        return SizeRatio.due(LongStream.of(events)
                        .mapToObj(count -> new Segment(0, 1, 1, count, List.of()))
                        .toList())
                .stream()
                .map(Segment::events)
                .toList();
    }
}
