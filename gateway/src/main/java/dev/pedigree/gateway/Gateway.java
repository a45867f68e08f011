package dev.pedigree.gateway;

import dev.pedigree.chassis.interceptor.Interceptors;
import dev.pedigree.chassis.settings.UpstreamSettings;
import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.gateway.door.Destination;
import dev.pedigree.gateway.door.Door;
import dev.pedigree.gateway.door.Operation;
import dev.pedigree.gateway.door.Routes;
import dev.pedigree.gateway.fact.FactFinder;
import dev.pedigree.gateway.fact.Holds;
import dev.pedigree.gateway.identity.TokenFile;
import dev.pedigree.gateway.identity.TokenFileCredentials;
import dev.pedigree.gateway.limit.CallerLimits;
import dev.pedigree.gateway.operation.Content;
import dev.pedigree.gateway.operation.CreateVersion;
import dev.pedigree.gateway.operation.DeployVersion;
import dev.pedigree.gateway.operation.EarlierReplies;
import dev.pedigree.gateway.operation.GetManifest;
import dev.pedigree.gateway.operation.ListManifestEntries;
import dev.pedigree.gateway.operation.ListProjects;
import dev.pedigree.gateway.operation.RollbackDeployment;
import dev.pedigree.gateway.upstream.ArtifactClient;
import dev.pedigree.gateway.upstream.LabelClient;
import dev.pedigree.gateway.upstream.LineageClient;
import dev.pedigree.gateway.upstream.RegistryClient;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.RegistryWriterGrpc;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.LabelServiceGrpc;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.LineageServiceGrpc;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The parts of the gateway, put together.
public final class Gateway implements AutoCloseable {
    private final Upstream registry;
    private final Upstream artifact;
    private final Upstream lineage;
    private final Upstream label;
    private final TokenFileCredentials credentials;
    private final Door door;
    private final Duration transferTimeout;
    private final Clock clock;

    private Gateway(
            Upstream registry,
            Upstream artifact,
            Upstream lineage,
            Upstream label,
            TokenFileCredentials credentials,
            Door door,
            Duration transferTimeout,
            Clock clock) {
        this.registry = registry;
        this.artifact = artifact;
        this.lineage = lineage;
        this.label = label;
        this.credentials = credentials;
        this.door = door;
        this.transferTimeout = transferTimeout;
        this.clock = clock;
    }

    public static Gateway open(GatewaySettings settings, MeterRegistry meters, Clock clock) {
        TokenFileCredentials credentials = TokenFileCredentials.open(new TokenFile(settings.tokens()), clock);
        return new Gateway(
                upstream("registry", settings.registry(), settings, meters, clock),
                upstream("artifact", settings.artifact(), settings, meters, clock),
                upstream("lineage", settings.lineage(), settings, meters, clock),
                upstream("label", settings.label(), settings, meters, clock),
                credentials,
                new Door(credentials, new CallerLimits(settings.limits())),
                settings.transferTimeout(),
                clock);
    }

    private static Upstream upstream(
            String name, UpstreamSettings upstream, GatewaySettings settings, MeterRegistry meters, Clock clock) {
        return Upstream.open(name, upstream, List.of(settings.mesh().headersFor(name, clock)), meters);
    }

    /// The public services, and reflection, which the door opens to callers with a credential.
    public List<ServerServiceDefinition> services() {
        return Stream.concat(
                        new Routes(operations(), destinations()).bind().stream(),
                        Stream.of(ProtoReflectionServiceV1.newInstance().bindService()))
                .toList();
    }

    /// What stands before them.
    public Interceptors interceptors(int mostCalls) {
        return Interceptors.edge(mostCalls, door);
    }

    /// What is passed on to artifact-service carries content, up to megabytes a call, and waits for S3; what is
    /// passed on to label-service may go through millions of labels.
    ///
    /// The registry has one breaker and one bulkhead for reads and writes: it is one process over one database, and
    /// they fail together.
    private List<Destination> destinations() {
        return List.of(
                new Destination(RegistryReaderGrpc.getServiceDescriptor(), registry),
                new Destination(RegistryWriterGrpc.getServiceDescriptor(), registry),
                new Destination(ArtifactServiceGrpc.getServiceDescriptor(), artifact, Optional.of(transferTimeout)),
                new Destination(LineageServiceGrpc.getServiceDescriptor(), lineage),
                new Destination(LabelServiceGrpc.getServiceDescriptor(), label, Optional.of(transferTimeout)));
    }

    private List<Operation<?, ?>> operations() {
        RegistryClient records = new RegistryClient(registry);
        ArtifactClient bytes = new ArtifactClient(artifact);
        Holds holds = new Holds(bytes, clock);
        LabelClient ledgers = new LabelClient(label);
        FactFinder facts = new FactFinder(records, holds, new LineageClient(lineage));
        EarlierReplies earlier = new EarlierReplies(records);
        Content content = new Content(records);
        return List.of(
                new Operation<>(AssetServiceGrpc.getListProjectsMethod(), new ListProjects(records)::run),
                new Operation<>(
                        AssetServiceGrpc.getCreateVersionMethod(),
                        new CreateVersion(holds, ledgers, records, earlier)::run),
                new Operation<>(
                        LifecycleServiceGrpc.getDeployVersionMethod(), new DeployVersion(facts, records, earlier)::run),
                new Operation<>(
                        LifecycleServiceGrpc.getRollbackDeploymentMethod(),
                        new RollbackDeployment(facts, records, earlier)::run),
                new Operation<>(ArtifactServiceGrpc.getGetManifestMethod(), new GetManifest(content, bytes)::run),
                new Operation<>(
                        ArtifactServiceGrpc.getListManifestEntriesMethod(),
                        new ListManifestEntries(content, bytes)::run));
    }

    @Override
    public void close() {
        credentials.close();
        registry.close();
        artifact.close();
        lineage.close();
        label.close();
    }
}
