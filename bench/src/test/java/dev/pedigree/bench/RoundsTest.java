package dev.pedigree.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void oursAndTheFloorTakeTurns() throws InterruptedException {
        List<String> order = new CopyOnWriteArrayList<>();
        Map<String, Load> loads = new LinkedHashMap<>();
        for (String name : List.of("ours", "floor")) {
            loads.put(name, new Load(1, _ -> {
                order.add(name);
                return () -> Thread.sleep(1);
            }));
        }

        Map<String, List<Sample>> samples = new Rounds(3, new Window(Duration.ZERO, Duration.ofMillis(10))).run(loads);

        assertThat(order).containsExactly("ours", "floor", "ours", "floor", "ours", "floor");
        assertThat(samples.get("ours")).hasSize(3);
        assertThat(samples.get("floor")).hasSize(3);
    }
}
