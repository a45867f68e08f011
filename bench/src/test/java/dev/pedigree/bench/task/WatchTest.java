package dev.pedigree.bench.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void processorTimeAndMemoryOfAProcessAreSeen() throws Exception {
        Watch watch = new Watch(Map.of("self", new OneProcess(SELF)));
        Map<String, Double> before = watch.begin();
        List<byte[]> kept = new ArrayList<>();
        for (long end = System.nanoTime() + 300_000_000L; System.nanoTime() < end; ) {
            if (kept.size() < 8) {
                kept.add(new byte[1 << 20]);
            }
        }

        Usage usage = watch.since(before).get("self");

        assertThat(usage.cpuSeconds()).isGreaterThan(0);
        assertThat(usage.peakMebibytes()).isGreaterThan(kept.size());
    }

    @Test
    void whoListensOnAPortIsFound() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Listeners.on(socket.getLocalPort())).contains(SELF);
        }
    }
}
