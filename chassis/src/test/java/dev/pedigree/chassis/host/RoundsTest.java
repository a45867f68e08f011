package dev.pedigree.chassis.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void itGoesOnUntilItIsClosed() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        AtomicInteger count = new AtomicInteger();
        try (Rounds _ = Rounds.start("test", () -> {
            count.incrementAndGet();
            three.countDown();
            return Duration.ofMillis(1);
        })) {
            assertThat(three.await(10, TimeUnit.SECONDS)).isTrue();
        }
        int then = count.get();
        Thread.sleep(50);
        assertThat(count).hasValue(then);
    }

    @Test
    void whatIsUnderWayIsInterruptedAndWaitedFor() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        try (Rounds _ = Rounds.start("test", () -> {
            begun.countDown();
            try {
                Thread.sleep(Duration.ofHours(1));
            } finally {
                ended.set(true);
            }
            return Duration.ZERO;
        })) {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(ended).isTrue();
    }
}
