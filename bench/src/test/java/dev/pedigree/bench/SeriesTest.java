package dev.pedigree.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void theMedianOfAnOddNumberOfRunsIsTheMiddleOne() {
        assertThat(new Series(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberOfRunsLiesBetweenTheTwoInTheMiddle() {
        assertThat(new Series(List.of(8.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
    }

    @Test
    void leastAndGreatestAreThoseOfTheRuns() {
        Series series = new Series(List.of(3.0, 9.0, 4.0));

        assertThat(series.least()).isEqualTo(3);
        assertThat(series.greatest()).isEqualTo(9);
        assertThat(series.runs()).isEqualTo(3);
    }

    @Test
    void withoutARunThereIsNoSeries() {
        assertThatThrownBy(() -> new Series(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
