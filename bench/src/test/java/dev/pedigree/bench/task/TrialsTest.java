package dev.pedigree.bench.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialsTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void tasksTakeTurnsAndOnlyRoundsAfterTheWarmUpCount() throws Exception {
        Task ours = new Noted("ours");
        Task floor = new Noted("floor");

        Map<Task, List<Timing>> timings = new Trials(2, new Watch(Map.of())).run(1, List.of(ours, floor));

        assertThat(done).containsExactly("ours 1", "floor 2", "ours 3", "floor 4", "ours 5", "floor 6");
        assertThat(timings.get(ours))
                .hasSize(2)
                .allSatisfy(timing -> assertThat(timing.rate()).isPositive());
        assertThat(timings.get(floor)).hasSize(2);
    }

    private final class Noted implements Task {
        private final String name;
        private int prepared;

        Noted(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public double amount() {
            return 1;
        }

        @Override
        public void prepare(int run) {
            prepared = run;
        }

        @Override
        public void run(int run) {
            assertThat(run).isEqualTo(prepared);
            done.add(name + " " + run);
        }
    }
}
