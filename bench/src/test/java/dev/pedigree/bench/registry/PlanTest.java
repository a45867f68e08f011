package dev.pedigree.bench.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Duration END = Duration.ofMinutes(25);
    private static final Duration SET_UP = Duration.ofMinutes(3);

    @Test
    void allRunsEndInTimeWhateverTheScale() {
        for (double scale : new double[] {0.001, 0.1, 1, 2, 10, 1e9}) {
            Duration runs = Plan.window(scale).total().multipliedBy(Plan.runs());

            assertThat(runs).as("scale %s", scale).isLessThanOrEqualTo(END.minus(SET_UP));
        }
    }

    @Test
    void theScaleLengthensARunAndNotItsWarmUp() {
        assertThat(Plan.window(2).length()).isEqualTo(Plan.window(1).length().multipliedBy(2));
        assertThat(Plan.window(2).warmUp()).isEqualTo(Plan.window(1).warmUp());
    }
}
