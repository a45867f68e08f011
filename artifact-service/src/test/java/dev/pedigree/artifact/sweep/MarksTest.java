package dev.pedigree.artifact.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lifecycle.Digest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class MarksTest {
    private static final int COUNT = 100_000;

    @Test
    void whatWasAddedIsFoundAndAlmostNothingElse() {
        Marks marks = new Marks(COUNT);
        for (int number = 0; number < COUNT; number++) {
            marks.add(digest(number));
        }

        int mistakes = 0;
        for (int number = 0; number < COUNT; number++) {
            assertThat(marks.mayContain(digest(number))).isTrue();
            mistakes += marks.mayContain(digest(COUNT + number)) ? 1 : 0;
        }
        assertThat(mistakes).isLessThan(COUNT / 100);
    }

    @Test
    void anEmptyOneFindsNothing() {
        assertThat(new Marks(0).mayContain(digest(1))).isFalse();
    }

    private static byte[] digest(int number) {
        return Digest.ofContent(ByteBuffer.allocate(4).putInt(number).array()).bytes();
    }
}
