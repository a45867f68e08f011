package dev.pedigree.artifact.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.artifact.RandomBytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseMemoryTest {
    private static final int PROMISE = 3600;
    private static final int NUMBER = 1;
    private static final int OTHER = 2;

    private final LeaseMemory memory = new LeaseMemory(Duration.ofSeconds(PROMISE), 8 << 20);

    @Test
    void hardlyAnythingIsForgottenWhileThereIsRoom() {
        ByteBuffer digests = random(50_000);

        remember(digests, 2 * PROMISE);

        int remembered = 0;
        for (int index = 0; index < 50_000; index++) {
            remembered += memory.size(NUMBER, word(digests, index)) == index ? 1 : 0;
            assertThat(memory.size(OTHER, word(digests, index))).isEqualTo(-1);
        }
        assertThat(remembered).isGreaterThan(49_500);
    }

    @Test
    void whatFindsNoRoomIsForgottenAndNothingElseIsSaid() {
        ByteBuffer digests = random(400_000); // twice what there is room for
        remember(digests, 2 * PROMISE);

        int remembered = 0;
        for (int index = 0; index < 400_000; index++) {
            long size = memory.size(NUMBER, word(digests, index));
            assertThat(size).isIn(-1L, (long) index);
            remembered += size >= 0 ? 1 : 0;
        }

        assertThat(remembered).isBetween(100_000, 131_072);
    }

    @Test
    void aLeaseThatIsNoLongerThanThePromiseIsNotTrusted() {
        ByteBuffer digests = random(1);

        remember(digests, PROMISE);
        assertThat(memory.size(NUMBER, word(digests, 0))).isEqualTo(-1);

        remember(digests, PROMISE + 60);
        assertThat(memory.size(NUMBER, word(digests, 0))).isZero();
    }

    @Test
    void whatLooksAlmostTheSameIsNotTheSame() {
        ByteBuffer digests = random(1);
        remember(digests, 2 * PROMISE);

        for (int bit = 0; bit < 256; bit++) {
            ByteBuffer alike = ByteBuffer.allocate(32).put(0, digests, 0, 32);
            alike.put(bit / 8, (byte) (alike.get(bit / 8) ^ (1 << (bit % 8))));
            assertThat(memory.size(NUMBER, word(alike, 0))).isEqualTo(-1);
        }
    }

    private void remember(ByteBuffer digests, int left) {
        for (int index = 0; index < digests.capacity() / 32; index++) {
            memory.remember(NUMBER, word(digests, index), index, memory.now(), left);
        }
    }

    private static ByteBuffer random(int count) {
        return ByteBuffer.wrap(RandomBytes.of(count * 32).toByteArray());
    }

    private static DigestWords word(ByteBuffer digests, int index) {
        return new DigestWords().at(digests, index);
    }
}
