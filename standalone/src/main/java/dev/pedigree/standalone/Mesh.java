package dev.pedigree.standalone;

import dev.pedigree.testkit.EmbeddedPostgres;
import dev.pedigree.testkit.FreePorts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All of Pedigree over one folder: a real Postgres, a real S3 server, every service, one public address on loopback.
///
/// The launcher and the tests start the same thing. Services get the settings that docker-compose.yml gives them, be
/// they beside each other in this process or each in its own.
public final class Mesh implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1:";

    private final Path data;
    private final String address;
    private final Stores stores;
    private final Wiring wiring;
    private final Fleet fleet;

    private Mesh(Path data, String address, Stores stores, Wiring wiring, Fleet fleet) {
        this.data = data;
        this.address = address;
        this.stores = stores;
        this.wiring = wiring;
        this.fleet = fleet;
    }

    /// Services beside each other in this process, talking over in-process channels.
    public static Mesh local(Path data, int port) {
        String mesh = "in-process:" + UUID.randomUUID() + "-";
        return start(data, port, service -> mesh + service.id(), new LocalFleet(), ObjectStoreServer::inThisProcess);
    }

    /// Each service and the S3 server a process of its own, talking over sockets.
    public static Mesh processes(Path data, int port) {
        return processes(data, port, ObjectStoreServer::asProcess);
    }

    /// The same, over an S3 server that runs already and has the bucket.
    public static Mesh processes(Path data, int port, S3Server objects) {
        return processes(data, port, (_, _) -> ObjectStoreServer.elsewhere(objects));
    }

    private static Mesh processes(Path data, int port, BiFunction<Path, MeshSecrets, ObjectStoreServer> objects) {
        return start(data, port, _ -> LOOPBACK + FreePorts.take(), new ProcessFleet(data.resolve("logs")), objects);
    }

    private static Mesh start(
            Path data,
            int port,
            Function<ServiceKind, String> endpoint,
            Fleet fleet,
            BiFunction<Path, MeshSecrets, ObjectStoreServer> objects) {
        FirstToken.ensure(data);
        MeshSecrets secrets = MeshSecrets.in(data);
        Map<ServiceKind, String> endpoints =
                Arrays.stream(ServiceKind.values()).collect(Collectors.toMap(Function.identity(), endpoint));
        String address = LOOPBACK + (port == 0 ? FreePorts.take() : port);
        endpoints.put(ServiceKind.GATEWAY, address);
        Stores stores = Stores.start(data, () -> objects.apply(data, secrets));
        Mesh mesh = new Mesh(data, address, stores, wiring(data, stores, secrets, endpoints), fleet);
        try {
            mesh.startAll();
            return mesh;
        } catch (RuntimeException failure) {
            mesh.close();
            throw failure;
        }
    }

    private static Wiring wiring(Path data, Stores stores, MeshSecrets secrets, Map<ServiceKind, String> endpoints) {
        return new Wiring(stores, secrets, endpoints, FirstToken.tokens(data), data.resolve("labels"));
    }

    /// They need no order: each waits for the others in its own way. It is fastest when there is nothing to wait for.
    private void startAll() {
        startAtOnce(ServiceKind.REGISTRY, ServiceKind.ARTIFACT);
        startAtOnce(ServiceKind.LINEAGE, ServiceKind.LABEL, ServiceKind.GATEWAY);
    }

    private void startAtOnce(ServiceKind... services) {
        List<CompletableFuture<Void>> starting = Arrays.stream(services)
                .map(service -> CompletableFuture.runAsync(() -> start(service), Thread::startVirtualThread))
                .toList();
        starting.forEach(CompletableFuture::join);
    }

    /// The public address, `127.0.0.1:port`.
    public String address() {
        return address;
    }

    /// The file that holds the administrator's token.
    public Path tokenFile() {
        return FirstToken.file(data);
    }

    public void start(ServiceKind service) {
        fleet.start(service, wiring.of(service));
    }

    /// Ends one service as an operator would.
    public void stop(ServiceKind service) {
        fleet.stop(service);
    }

    /// Takes the S3 server away, until `startObjectStore`.
    public void stopObjectStore() {
        stores.objects().close();
    }

    public void startObjectStore() {
        stores.objects().restart();
    }

    /// The server that keeps everything, for benches that measure beside it.
    public EmbeddedPostgres postgres() {
        return stores.postgres();
    }

    /// The fleet of `processes`, for tests that kill and benches that measure.
    ProcessFleet processFleet() {
        return (ProcessFleet) fleet;
    }

    /// What a service is started with.
    public Map<String, String> settings(ServiceKind service) {
        return wiring.of(service);
    }

    /// Where a service listens, for those who try to go around the gateway.
    String endpoint(ServiceKind service) {
        return wiring.endpoint(service);
    }

    Stores stores() {
        return stores;
    }

    @Override
    public void close() {
        try {
            fleet.close();
        } finally {
            stores.close();
        }
    }
}
