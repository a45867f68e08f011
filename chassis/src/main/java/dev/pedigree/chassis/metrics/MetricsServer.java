package dev.pedigree.chassis.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pedigree.chassis.Endpoint;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/// What operators look at, on a port of its own: `/metrics` for Prometheus, `/healthz` for whoever cannot ask gRPC.
public final class MetricsServer implements AutoCloseable {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private MetricsServer(HttpServer server) {
        this.server = server;
    }

    public static MetricsServer start(Endpoint.Tcp listen, PrometheusMeterRegistry meters, BooleanSupplier serving) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(listen.host(), listen.port()), 0);
            http.createContext("/metrics", exchange -> answer(exchange, 200, PROMETHEUS_TEXT, meters.scrape()));
            http.createContext("/healthz", exchange -> answerHealth(exchange, serving.getAsBoolean()));
            MetricsServer metrics = new MetricsServer(http);
            http.setExecutor(metrics.threads);
            http.start();
            return metrics;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot listen for metrics on " + listen, failure);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answerHealth(HttpExchange exchange, boolean serving) throws IOException {
        answer(exchange, serving ? 200 : 503, "text/plain", serving ? "serving\n" : "not serving\n");
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
