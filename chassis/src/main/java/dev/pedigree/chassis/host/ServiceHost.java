package dev.pedigree.chassis.host;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.interceptor.Draining;
import dev.pedigree.chassis.interceptor.FieldRules;
import dev.pedigree.chassis.interceptor.Interceptors;
import dev.pedigree.chassis.metrics.ServerCallMetrics;
import dev.pedigree.chassis.settings.HostSettings;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One gRPC server: its services behind the interceptors, within limits, with health, and a way down that loses
/// no call.
///
/// Every call runs on virtual threads (`Threads` names the exception). Closing drains: health says NOT_SERVING, clients
/// get `notice` to see it, no new
/// calls are taken, those in flight get `grace`, the rest is cut.
public final class ServiceHost implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServiceHost.class);

    private final HostSettings settings;
    private final Server server;
    private final HealthStatusManager health;
    private final Draining draining;
    private final ExecutorService threads;
    private volatile boolean serving = true;

    private ServiceHost(
            HostSettings settings,
            Server server,
            HealthStatusManager health,
            Draining draining,
            ExecutorService threads) {
        this.settings = settings;
        this.server = server;
        this.health = health;
        this.draining = draining;
        this.threads = threads;
    }

    public static ServiceHost start(
            HostSettings settings,
            List<ServerServiceDefinition> services,
            Interceptors interceptors,
            MeterRegistry meters) {
        Draining draining = Draining.of(services);
        HealthStatusManager health = new HealthStatusManager();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ServerBuilder<?> builder = Limits.apply(
                        settings, interceptors.isEdge(), settings.listen().server())
                .directExecutor()
                .callExecutor(new Threads(threads))
                .addServices(services)
                .addService(health.getHealthService())
                .fallbackHandlerRegistry(new UnknownMethods())
                .addStreamTracerFactory(new ServerCallMetrics(meters, services));
        if (settings.reflection()) {
            builder.addService(ProtoReflectionServiceV1.newInstance());
        }
        for (ServerInterceptor interceptor :
                interceptors.inOrder(FieldRules.of(services), draining).reversed()) {
            builder.intercept(interceptor); // gRPC runs the one added last first
        }
        Server server = start(builder.build(), settings.listen());
        services.forEach(
                service -> health.setStatus(service.getServiceDescriptor().getName(), ServingStatus.SERVING));
        return new ServiceHost(settings, server, health, draining, threads);
    }

    private static Server start(Server server, Endpoint listen) {
        try {
            return server.start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot listen on " + listen, failure);
        }
    }

    /// Where it really listens: the port that the system chose if it was asked to.
    public Endpoint endpoint() {
        return switch (settings.listen()) {
            case Endpoint.Tcp tcp -> new Endpoint.Tcp(tcp.host(), server.getPort());
            case Endpoint.InProcess name -> name;
        };
    }

    /// Whether calls are welcome; false from the moment draining begins.
    public boolean isServing() {
        return serving;
    }

    /// Says of one gRPC service that it can or cannot do its work at present.
    public void report(String service, boolean able) {
        health.setStatus(service, able ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
    }

    /// Blocks until the server is down.
    public void awaitTermination() throws InterruptedException {
        server.awaitTermination();
    }

    @Override
    public void close() {
        if (server.isShutdown()) {
            return;
        }
        try {
            drain();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            server.shutdownNow();
            threads.shutdownNow();
        }
    }

    private void drain() throws InterruptedException {
        serving = false;
        health.enterTerminalState();
        Thread.sleep(settings.notice());
        server.shutdown();
        draining.begin();
        if (!server.awaitTermination(settings.grace().toMillis(), TimeUnit.MILLISECONDS)) {
            LOGGER.warn("calls in flight did not end within {}; cutting them", settings.grace());
            server.shutdownNow();
            server.awaitTermination(1, TimeUnit.SECONDS);
        }
    }
}
