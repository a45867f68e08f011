package dev.pedigree.lineage;

import static dev.pedigree.lineage.Sketch.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.host.RunningService;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.v1.LineageServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineageServiceTest {
    @Test
    void theServiceStartsFromItsSettingsAndCatchesUp() throws Exception {
        try (ScriptedRegistry registry = new ScriptedRegistry()) {
            registry.write(dataset(1));
            Settings settings = new Settings(Map.of(
                    "PEDIGREE_LISTEN", "127.0.0.1:0",
                    "PEDIGREE_METRICS_LISTEN", "127.0.0.1:0",
                    "PEDIGREE_DRAIN_NOTICE", "0s",
                    "PEDIGREE_REGISTRY_ENDPOINT", registry.endpoint().toString()));

            try (RunningService service = LineageService.start(settings)) {
                assertThat(service.endpoint()).isInstanceOf(Endpoint.Tcp.class);
                assertThat(healthOf(service)).isEqualTo(ServingStatus.SERVING);
            }
        }
    }

    private static ServingStatus healthOf(RunningService service) throws InterruptedException {
        ManagedChannel channel = service.endpoint().channel().build();
        try {
            HealthCheckRequest request = HealthCheckRequest.newBuilder()
                    .setService(LineageServiceGrpc.SERVICE_NAME)
                    .build();
            ServingStatus status = ServingStatus.UNKNOWN;
            for (int look = 0; look < 500 && status != ServingStatus.SERVING; look++) {
                Thread.sleep(10);
                status = HealthGrpc.newBlockingStub(channel).check(request).getStatus();
            }
            return status;
        } finally {
            channel.shutdownNow();
        }
    }
}
