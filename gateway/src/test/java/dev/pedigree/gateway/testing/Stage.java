package dev.pedigree.gateway.testing;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.chassis.identity.Admissions;
import dev.pedigree.chassis.identity.IdentityKey;
import dev.pedigree.chassis.identity.IdentityVerifier;
import dev.pedigree.chassis.identity.ServiceToken;
import dev.pedigree.chassis.interceptor.Interceptors;
import dev.pedigree.chassis.settings.HostSettings;
import dev.pedigree.chassis.settings.MeshSettings;
import dev.pedigree.chassis.settings.UpstreamSettings;
import dev.pedigree.gateway.Gateway;
import dev.pedigree.gateway.GatewaySettings;
import dev.pedigree.gateway.limit.LimitSettings;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The real gateway on a socket, before fakes that check its service token and its signed identities as the real
/// services do.
public final class Stage implements AutoCloseable {
    private static final int MOST_CALLS = 1_000;
    private static final ServiceToken GATEWAY = new ServiceToken("gateway", "a secret of the gateway");
    private static final IdentityKey KEY = new IdentityKey(new byte[32]);

    private final FakeRegistry registry = new FakeRegistry();
    private final FakeArtifacts artifacts = new FakeArtifacts();
    private final FakeLineage lineage = new FakeLineage();
    private final FakeLabels labels = new FakeLabels();
    private final ServiceHost registryHost = fake("registry", registry.services());
    private final ServiceHost artifactHost = fake("artifact", artifacts.services());
    private final ServiceHost lineageHost = fake("lineage", lineage.services());
    private final ServiceHost labelHost = fake("label", labels.services());
    private final Path folder;
    private final People people;
    private final Gateway gateway;
    private final ServiceHost host;
    private final ManagedChannel channel;

    private Stage(LimitSettings limits) {
        try {
            this.folder = Files.createTempDirectory("gateway");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Path tokens = folder.resolve("tokens");
        this.people = new People(tokens);
        HostSettings hosting = HostSettings.of(new Endpoint.Tcp("localhost", 0));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        this.gateway = Gateway.open(settings(hosting, tokens, limits), meters, Clock.systemUTC());
        this.host = ServiceHost.start(hosting, gateway.services(), gateway.interceptors(hosting.mostCalls()), meters);
        this.channel = host.endpoint().channel().build();
    }

    public static Stage open() {
        return open(LimitSettings.usual());
    }

    public static Stage open(LimitSettings limits) {
        return new Stage(limits);
    }

    private GatewaySettings settings(HostSettings hosting, Path tokens, LimitSettings limits) {
        return new GatewaySettings(
                hosting,
                new MeshSettings(Optional.of(GATEWAY), Optional.of(KEY), Admissions.none()),
                upstream(registryHost),
                upstream(artifactHost),
                upstream(lineageHost),
                upstream(labelHost),
                Duration.ofSeconds(20),
                tokens,
                limits);
    }

    /// A breaker that opens after four failures and stays open for long.
    private static UpstreamSettings upstream(ServiceHost fake) {
        return new UpstreamSettings(fake.endpoint(), Duration.ofSeconds(5), 100, 100, 4, 100, Duration.ofMinutes(1));
    }

    private static ServiceHost fake(String name, List<ServerServiceDefinition> services) {
        Map<String, Set<String>> admitted = services.stream()
                .collect(Collectors.toMap(
                        service -> service.getServiceDescriptor().getName(), _ -> Set.of(GATEWAY.service())));
        return ServiceHost.start(
                HostSettings.of(new Endpoint.InProcess(name + "-" + UUID.randomUUID())),
                services,
                Interceptors.mesh(
                        MOST_CALLS,
                        new Admissions(Map.of(GATEWAY.service(), GATEWAY.fingerprint()), admitted),
                        Optional.of(new IdentityVerifier(KEY, name, Clock.systemUTC()))),
                new SimpleMeterRegistry());
    }

    public FakeRegistry registry() {
        return registry;
    }

    public FakeArtifacts artifacts() {
        return artifacts;
    }

    public FakeLabels labels() {
        return labels;
    }

    public FakeLineage lineage() {
        return lineage;
    }

    public People people() {
        return people;
    }

    public Endpoint.Tcp endpoint() {
        return (Endpoint.Tcp) host.endpoint();
    }

    public void cutRegistry() {
        registryHost.close();
    }

    public void cutArtifacts() {
        artifactHost.close();
    }

    public void cutLineage() {
        lineageHost.close();
    }

    /// Calls without any credential.
    public Channel anonymous() {
        return channel;
    }

    /// Calls with this API token.
    public Channel with(String token) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    @Override
    public void close() {
        channel.shutdownNow();
        host.close();
        gateway.close();
        List.of(registryHost, artifactHost, lineageHost, labelHost).forEach(ServiceHost::close);
    }
}
