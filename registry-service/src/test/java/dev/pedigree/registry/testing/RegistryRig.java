package dev.pedigree.registry.testing;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.chassis.identity.Admissions;
import dev.pedigree.chassis.identity.Caller;
import dev.pedigree.chassis.identity.IdentityKey;
import dev.pedigree.chassis.identity.IdentitySigner;
import dev.pedigree.chassis.identity.IdentityVerifier;
import dev.pedigree.chassis.identity.MeshHeaders;
import dev.pedigree.chassis.identity.ServiceToken;
import dev.pedigree.chassis.interceptor.Interceptors;
import dev.pedigree.chassis.settings.DatabaseSettings;
import dev.pedigree.chassis.settings.HostSettings;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.RegistryReaderGrpc.RegistryReaderBlockingV2Stub;
import dev.pedigree.mesh.v1.RegistryWriterGrpc;
import dev.pedigree.mesh.v1.RegistryWriterGrpc.RegistryWriterBlockingV2Stub;
import dev.pedigree.registry.Registry;
import dev.pedigree.registry.RegistrySettings;
import dev.pedigree.testkit.PostgresExtension;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A whole registry on a database of its own, behind the real interceptors: what tests talk to is the wire.
///
///     @RegisterExtension
///     static final RegistryRig RIG = new RegistryRig();
public final class RegistryRig implements BeforeAllCallback, AfterAllCallback {
    private static final ServiceToken GATEWAY = new ServiceToken("gateway", "gateway-secret");
    private static final ServiceToken LINEAGE = new ServiceToken("lineage", "lineage-secret");
    private static final IdentityKey KEY = new IdentityKey(new byte[32]);

    private final PostgresExtension postgres = PostgresExtension.preparedBy(
            "registry", database -> open(database, true).close());
    private Database database;
    private Registry registry;
    private ServiceHost host;
    private ManagedChannel channel;

    @Override
    public void beforeAll(ExtensionContext context) {
        postgres.beforeAll(context);
        database = open(postgres.database(), false);
        registry = new Registry(RegistrySettings.usual(), database, new SimpleMeterRegistry());
        Endpoint endpoint = new Endpoint.InProcess("registry-" + UUID.randomUUID());
        host = ServiceHost.start(
                HostSettings.of(endpoint), registry.services(), interceptors(), new SimpleMeterRegistry());
        channel = endpoint.channel().build();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        channel.shutdownNow();
        host.close();
        registry.close();
        database.close();
    }

    public Database database() {
        return database;
    }

    public Registry registry() {
        return registry;
    }

    public ServiceHost host() {
        return host;
    }

    /// A connection of the service's own role, to do what no code of ours does.
    public Connection connect() throws SQLException {
        Connection connection = postgres.database().asService().getConnection();
        connection.setSchema(Registry.SCHEMA);
        return connection;
    }

    /// As the role that owns the tables.
    public void executeAsOwner(String text) throws SQLException {
        try (Connection connection = postgres.database().asOwner().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setSchema(Registry.SCHEMA);
            statement.execute(text);
        }
    }

    public RegistryWriterBlockingV2Stub writer() {
        return writer("ann");
    }

    public RegistryWriterBlockingV2Stub writer(String user) {
        return RegistryWriterGrpc.newBlockingV2Stub(channel(GATEWAY, Optional.of(user)));
    }

    /// The gateway, on its own account.
    public RegistryWriterBlockingV2Stub writerForNobody() {
        return RegistryWriterGrpc.newBlockingV2Stub(channel(GATEWAY, Optional.empty()));
    }

    public RegistryReaderBlockingV2Stub reader() {
        return reader("ann");
    }

    public RegistryReaderBlockingV2Stub reader(String user) {
        return RegistryReaderGrpc.newBlockingV2Stub(channel(GATEWAY, Optional.of(user)));
    }

    /// How lineage-service calls: known, not admitted to write, on nobody's behalf.
    public Channel lineage() {
        return channel(LINEAGE, Optional.empty());
    }

    /// Someone who shows no token at all.
    public Channel stranger() {
        return channel;
    }

    private Channel channel(ServiceToken token, Optional<String> user) {
        MeshHeaders headers = new MeshHeaders(
                Optional.of(token), Optional.of(new IdentitySigner(KEY, Clock.systemUTC())), Registry.SCHEMA);
        return user.map(name -> ClientInterceptors.intercept(channel, headers, new OnBehalfOf(name)))
                .orElseGet(() -> ClientInterceptors.intercept(channel, headers));
    }

    private static Database open(dev.pedigree.testkit.Database database, boolean asOwner) {
        return Database.open(
                DatabaseSettings.of(
                        database.jdbcUrl(),
                        dev.pedigree.testkit.Database.SERVICE,
                        database.servicePassword(),
                        asOwner
                                ? Optional.of(new DatabaseSettings.Owner(
                                        dev.pedigree.testkit.Database.OWNER, database.ownerPassword()))
                                : Optional.empty()),
                Registry.SCHEMA,
                new SimpleMeterRegistry());
    }

    private static Interceptors interceptors() {
        Admissions admissions = new Admissions(
                Map.of("gateway", GATEWAY.fingerprint(), "lineage", LINEAGE.fingerprint()),
                Map.of(
                        RegistryWriterGrpc.SERVICE_NAME, Set.of("gateway"),
                        RegistryReaderGrpc.SERVICE_NAME, Set.of("gateway", "lineage")));
        return Interceptors.mesh(
                1000, admissions, Optional.of(new IdentityVerifier(KEY, Registry.SCHEMA, Clock.systemUTC())));
    }

    /// Calls as if this user's call were being served.
    private record OnBehalfOf(String user) implements ClientInterceptor {
        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            return new io.grpc.ForwardingClientCall.SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<R> listener, Metadata headers) {
                    Caller.user(user).in(Context.current()).run(() -> super.start(listener, headers));
                }
            };
        }
    }
}
