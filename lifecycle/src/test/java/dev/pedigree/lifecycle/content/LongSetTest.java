package dev.pedigree.lifecycle.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongSetTest {

    @Test
    void aNumberIsAddedOnceHoweverManyThereAre() {
        Random random = new Random(7);
        LongSet set = new LongSet();
        Set<Long> model = new HashSet<>();
        for (int step = 0; step < 20_000; step++) {
            long number = random.nextBoolean() ? random.nextLong() : random.nextInt(2, 50_000);
            assertThat(set.contains(number)).isEqualTo(model.contains(number));
            assertThat(set.add(number)).isEqualTo(model.add(number));
        }
        assertThat(set.size()).isEqualTo(model.size());
    }

    @Test
    void zeroIsANumberToo() {
        LongSet set = new LongSet();

        assertThat(set.contains(0)).isFalse();
        assertThat(set.add(0)).isTrue();
        assertThat(set.contains(0)).isTrue();
        assertThat(set.add(0)).isFalse();
    }
}
