package dev.pedigree.lifecycle.retirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetentionTest {

    @Test
    void itIsTenYearsAfterTheLastDayOfService() {
        ServicePeriods service = endedAt(Instant.parse("2026-03-06T23:59:59Z"));

        assertThat(Retention.DEFAULT.lastDay(service)).contains(LocalDate.of(2036, 3, 6));
        assertThat(Retention.DEFAULT.until(service)).contains(Instant.parse("2036-03-07T00:00:00Z"));
    }

    @Test
    void aLeapDayEndsWithFebruary() {
        assertThat(Retention.DEFAULT.lastDay(endedAt(Instant.parse("2028-02-29T12:00:00Z"))))
                .contains(LocalDate.of(2038, 2, 28));
    }

    @Property
    void itIsNeverShorterThanTenYears(@ForAll @LongRange(min = 0, max = 4_000_000_000L) long end) {
        Instant until =
                Retention.DEFAULT.until(endedAt(Instant.ofEpochSecond(end))).orElseThrow();

        assertThat(Duration.between(Instant.ofEpochSecond(end), until)).isGreaterThan(Duration.ofDays(3651));
    }

    @Test
    void nothingBindsWhatNeverServed() {
        assertThat(Retention.DEFAULT.until(new ServicePeriods(List.of()))).isEmpty();
    }

    @Test
    void itIsNotNegative() {
        assertThatThrownBy(() -> new Retention(Period.ofYears(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static ServicePeriods endedAt(Instant end) {
        return new ServicePeriods(List.of(new ServicePeriod(Instant.EPOCH, Optional.of(end))));
    }
}
