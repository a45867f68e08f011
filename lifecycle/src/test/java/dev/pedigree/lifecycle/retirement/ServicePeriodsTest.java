package dev.pedigree.lifecycle.retirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServicePeriodsTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T08:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-03-06T08:00:00Z");

    @Test
    void theyGoFromTheFirstStartToTheLastEnd() {
        ServicePeriods service = new ServicePeriods(List.of(ended(TUESDAY, TUESDAY), ended(MONDAY, FRIDAY)));

        assertThat(service.firstStart()).contains(MONDAY);
        assertThat(service.lastEnd()).contains(FRIDAY);
        assertThat(service.served()).isTrue();
    }

    @Test
    void whileOneIsLiveThereIsNoEnd() {
        ServicePeriods service =
                new ServicePeriods(List.of(ended(MONDAY, FRIDAY), new ServicePeriod(TUESDAY, Optional.empty())));

        assertThat(service.isLive()).isTrue();
        assertThat(service.lastEnd()).isEmpty();
        assertThat(service.firstStart()).contains(MONDAY);
    }

    @Test
    void whatNeverServedHasNoDates() {
        ServicePeriods service = new ServicePeriods(List.of());

        assertThat(service.served()).isFalse();
        assertThat(service.firstStart()).isEmpty();
        assertThat(service.lastEnd()).isEmpty();
    }

    @Test
    void aPeriodDoesNotEndBeforeItStarts() {
        assertThatThrownBy(() -> ended(FRIDAY, MONDAY)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ServicePeriod ended(Instant start, Instant end) {
        return new ServicePeriod(start, Optional.of(end));
    }
}
