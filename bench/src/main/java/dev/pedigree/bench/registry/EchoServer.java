package dev.pedigree.bench.registry;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.Version;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Executors;

/// The least that could answer GetVersion: one select by an index, one message of the right size, no question asked.
///
/// Settings: `PEDIGREE_ECHO_PORT`, `PEDIGREE_ECHO_DATABASE`, `PEDIGREE_ECHO_USER`, `PEDIGREE_ECHO_PASSWORD`, and
/// `PEDIGREE_ECHO_REPLY`, a file with the message.
public final class EchoServer {
    static final String NAME = "echo";

    private static final int CONNECTIONS = 32; // the usual number of the services

    private EchoServer() {}

    public static void main(String[] arguments) throws Exception {
        Version reply = Version.parseFrom(Files.readAllBytes(Path.of(System.getenv("PEDIGREE_ECHO_REPLY"))));
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(System.getenv("PEDIGREE_ECHO_PORT"))))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .addService(new Echo(new HikariDataSource(pool()), reply))
                .build();
        start(server);
        System.out.println(NAME + " ready on 127.0.0.1:" + server.getPort());
        server.awaitTermination();
    }

    private static void start(Server server) throws IOException {
        Server _ = server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow, "stop-echo"));
    }

    private static HikariConfig pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(System.getenv("PEDIGREE_ECHO_DATABASE"));
        config.setUsername(System.getenv("PEDIGREE_ECHO_USER"));
        config.setPassword(System.getenv("PEDIGREE_ECHO_PASSWORD"));
        config.setSchema(FloorDatabase.SCHEMA);
        config.setMaximumPoolSize(CONNECTIONS);
        return config;
    }

    private static final class Echo extends AssetServiceGrpc.AssetServiceImplBase {
        private static final String SELECT =
                "select id, manifest_digest, creator, created_at from version where asset_id = ? and number = ?";

        private final HikariDataSource pool;
        private final Version reply;

        Echo(HikariDataSource pool, Version reply) {
            this.pool = pool;
            this.reply = reply;
        }

        @Override
        public void getVersion(GetVersionRequest request, StreamObserver<Version> replies) {
            try {
                select(request.getName());
                replies.onNext(reply);
                replies.onCompleted();
            } catch (SQLException failure) {
                replies.onError(failure);
            }
        }

        /// Names are `{project}/models/net-{n}/versions/{number}`; the row id of net-0 is 1.
        private void select(String name) throws SQLException {
            int slash = name.lastIndexOf('/');
            int dash = name.lastIndexOf('-');
            try (Connection connection = pool.getConnection();
                    PreparedStatement query = connection.prepareStatement(SELECT)) {
                query.setLong(1, 1 + Long.parseLong(name, dash + 1, name.indexOf('/', dash), 10));
                query.setInt(2, Integer.parseInt(name, slash + 1, name.length(), 10));
                ResultSet row = query.executeQuery();
                if (!row.next()) {
                    throw new SQLException("no row for " + name);
                }
            }
        }
    }
}
