package dev.pedigree.artifact.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.artifact.RandomBytes;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigestFilterTest {
    private static final int COUNT = 100_000;

    private final DigestFilter filter = new DigestFilter(COUNT);
    private final ByteBuffer digests = random();
    private final int[] places = IntStream.range(0, COUNT).toArray();

    @Test
    void whatWasAddedIsAlwaysKnownAndLittleElse() {
        filter.addAll(digests, COUNT);

        assertThat(filter.those(digests, places)).hasSize(COUNT);
        assertThat(filter.those(random(), places)).hasSizeLessThan(COUNT / 100);
        assertThat(filter.isFull()).isFalse();
    }

    @Test
    void anEmptyOneKnowsNothing() {
        assertThat(filter.those(digests, places)).isEmpty();
    }

    @Test
    void oneThatHoldsMoreThanItIsMadeForSaysSo() {
        filter.addAll(digests, COUNT);
        filter.addAll(digests, 1);

        assertThat(filter.isFull()).isTrue();
    }

    private static ByteBuffer random() {
        return ByteBuffer.wrap(RandomBytes.of(COUNT * 32).toByteArray());
    }
}
