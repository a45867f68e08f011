package dev.pedigree.chassis.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.Endpoint;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class MetricsServerTest {
    @Test
    void operatorsSeeMetricsAndHealth() throws Exception {
        AtomicBoolean serving = new AtomicBoolean(true);
        PrometheusMeterRegistry meters = Meters.open("echo");
        meters.counter("grpc.server.call.started", "grpc.method", "a/B").increment();
        try (MetricsServer server = MetricsServer.start(new Endpoint.Tcp("localhost", 0), meters, serving::get)) {
            assertThat(get(server, "/metrics").body())
                    .contains("grpc_server_call_started_total{grpc_method=\"a/B\",service=\"echo\"} 1.0")
                    .contains("jvm_memory_used_bytes");
            assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
            serving.set(false);
            assertThat(get(server, "/healthz").statusCode()).isEqualTo(503);
        }
    }

    private static HttpResponse<String> get(MetricsServer server, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
