package dev.pedigree.lineage;

import dev.pedigree.chassis.feed.FeedTail;
import dev.pedigree.chassis.settings.MeshSettings;
import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.lineage.rpc.LineageEndpoint;
import dev.pedigree.lineage.rpc.LineageFactsEndpoint;
import dev.pedigree.lineage.tail.Freshness;
import dev.pedigree.lineage.tail.Replica;
import dev.pedigree.lineage.tail.TailMeters;
import dev.pedigree.lineage.tail.Vigil;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;

/// The parts of lineage-service, put together: used by its `main` and by standalone.
public final class Lineage implements AutoCloseable {
    private final Upstream registry;
    private final Replica replica;
    private final FeedTail tail;
    private final List<ServerServiceDefinition> services;
    private final LineageSettings settings;
    private final Clock clock;

    private Lineage(LineageSettings settings, Upstream registry, Clock clock) {
        this.settings = settings;
        this.registry = registry;
        this.clock = clock;
        this.replica = new Replica(clock);
        this.tail = new FeedTail(registry, replica, settings.feedSilence());
        Freshness freshness = new Freshness(replica, settings.freshnessWait());
        this.services =
                List.of(new LineageEndpoint(freshness).definition(), new LineageFactsEndpoint(freshness).definition());
    }

    /// Opens the way to the registry and begins to read its feed; the registry need not be there yet.
    public static Lineage open(LineageSettings settings, MeshSettings mesh, MeterRegistry meters, Clock clock) {
        Upstream registry =
                Upstream.open("registry", settings.registry(), List.of(mesh.headersFor("registry", clock)), meters);
        Lineage lineage = new Lineage(settings, registry, clock);
        new TailMeters(lineage.replica, clock).bindTo(meters);
        lineage.tail.start();
        return lineage;
    }

    public List<ServerServiceDefinition> services() {
        return services;
    }

    /// Tells health, of each gRPC service, whether it can do its work; until the vigil is closed.
    public Vigil reportTo(BiConsumer<String, Boolean> health) {
        Vigil vigil = new Vigil(
                replica,
                settings.feedPatience(),
                clock,
                able -> services.forEach(
                        service -> health.accept(service.getServiceDescriptor().getName(), able)));
        vigil.start();
        return vigil;
    }

    @Override
    public void close() {
        tail.close();
        registry.close();
    }
}
