package dev.pedigree.lineage;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.chassis.identity.Admissions;
import dev.pedigree.chassis.identity.MeshHeaders;
import dev.pedigree.chassis.identity.ServiceToken;
import dev.pedigree.chassis.interceptor.Interceptors;
import dev.pedigree.chassis.settings.HostSettings;
import dev.pedigree.chassis.settings.MeshSettings;
import dev.pedigree.chassis.settings.UpstreamSettings;
import dev.pedigree.lineage.tail.Vigil;
import dev.pedigree.mesh.v1.LineageFactsGrpc;
import dev.pedigree.v1.LineageServiceGrpc;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// The whole service behind its real interceptors, in this process, following a scripted registry.
public final class Rig implements AutoCloseable {
    public static final Duration FRESHNESS_WAIT = Duration.ofMillis(400);
    private static final Duration FEED_SILENCE = Duration.ofMillis(500);
    private static final Duration FEED_PATIENCE = Duration.ofMillis(700);
    private static final ServiceToken GATEWAY = new ServiceToken("gateway", "a secret of the gateway");
    private static final ServiceToken ARTIFACT = new ServiceToken("artifact", "a secret of artifact");

    private final ScriptedRegistry registry;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Lineage lineage;
    private final ServiceHost host;
    private final Vigil vigil;
    private final ManagedChannel channel;

    public Rig() {
        this(new ScriptedRegistry());
    }

    public Rig(ScriptedRegistry registry) {
        this.registry = registry;
        Admissions admissions = new Admissions(
                Map.of("gateway", GATEWAY.fingerprint(), "artifact", ARTIFACT.fingerprint()),
                Map.of(
                        LineageServiceGrpc.SERVICE_NAME, Set.of("gateway"),
                        LineageFactsGrpc.SERVICE_NAME, Set.of("gateway")));
        MeshSettings mesh = new MeshSettings(
                Optional.of(new ServiceToken("lineage", "a secret of lineage")), Optional.empty(), admissions);
        LineageSettings settings = new LineageSettings(
                UpstreamSettings.of(registry.endpoint()), FRESHNESS_WAIT, FEED_SILENCE, FEED_PATIENCE);
        Endpoint endpoint = new Endpoint.InProcess("lineage-" + UUID.randomUUID());

        lineage = Lineage.open(settings, mesh, meters, Clock.systemUTC());
        host = ServiceHost.start(
                HostSettings.of(endpoint),
                lineage.services(),
                Interceptors.mesh(100, admissions, Optional.empty()),
                meters);
        vigil = lineage.reportTo(host::report);
        channel = endpoint.channel().build();
    }

    public ScriptedRegistry registry() {
        return registry;
    }

    public double meter(String name) {
        return meters.get(name).gauge().value();
    }

    public LineageServiceGrpc.LineageServiceBlockingStub lineage() {
        return LineageServiceGrpc.newBlockingStub(as(GATEWAY)).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    public LineageFactsGrpc.LineageFactsBlockingStub facts() {
        return LineageFactsGrpc.newBlockingStub(as(GATEWAY)).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /// A service of the mesh that is known, and that no service here admits.
    public Channel asStranger() {
        return as(ARTIFACT);
    }

    public Channel asNobody() {
        return channel;
    }

    public ServingStatus health(String service) {
        return HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    private Channel as(ServiceToken token) {
        return ClientInterceptors.intercept(channel, new MeshHeaders(Optional.of(token), Optional.empty(), "lineage"));
    }

    @Override
    public void close() {
        channel.shutdownNow();
        vigil.close();
        host.close();
        lineage.close();
        registry.close();
    }
}
