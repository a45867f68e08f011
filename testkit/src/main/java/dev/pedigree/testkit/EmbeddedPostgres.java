package dev.pedigree.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/// A real Postgres on loopback whose data lie in one folder and survive restarts.
///
/// Commits are durable (`fsync`, `synchronous_commit` and `full_page_writes` are on). It has the database `pedigree`
/// and the roles [Database#OWNER] and [Database#SERVICE], whose random passwords are kept in the folder. One living
/// process uses a folder at a time; a server left behind by a process that was killed is stopped at the next start.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String DATABASE = "pedigree";
    private static final String SUPERUSER_PASSWORD = "superuser";
    private static final String OWNER_PASSWORD = "owner";
    private static final String SERVICE_PASSWORD = "service";

    private final FolderLock lock;
    private final PostgresServer server;
    private final Secrets secrets;
    private final int port;
    private final Runnable afterwards;
    private boolean closed;

    private EmbeddedPostgres(FolderLock lock, PostgresServer server, Secrets secrets, int port, Runnable afterwards) {
        this.lock = lock;
        this.server = server;
        this.secrets = secrets;
        this.port = port;
        this.afterwards = afterwards;
    }

    /// Starts on a free port.
    public static EmbeddedPostgres in(Path folder) {
        return in(folder, 0);
    }

    /// @param port 0 takes a free one
    public static EmbeddedPostgres in(Path folder, int port) {
        return start(folder.toAbsolutePath().normalize(), port, () -> {});
    }

    /// Starts over a folder of its own that goes away with it.
    public static EmbeddedPostgres temporary() {
        Path folder = TemporaryFolders.create();
        EmbeddedPostgres postgres = start(folder, 0, () -> PrivateFiles.deleteTree(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "stop-temporary-postgres"));
        return postgres;
    }

    private static EmbeddedPostgres start(Path folder, int port, Runnable afterwards) {
        try {
            FolderLock lock = FolderLock.take(folder);
            try {
                return start(folder, port == 0 ? FreePorts.take() : port, lock, afterwards);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres start(Path folder, int port, FolderLock lock, Runnable afterwards)
            throws IOException {
        PostgresServer server = new PostgresServer(PostgresBinaries.unpacked(), folder);
        Secrets secrets = Secrets.in(
                folder.resolve("passwords.properties"), SUPERUSER_PASSWORD, OWNER_PASSWORD, SERVICE_PASSWORD);
        server.stopOrphan();
        server.initialiseOnce(secrets.get(SUPERUSER_PASSWORD));
        server.start(port);
        try {
            EmbeddedPostgres postgres = new EmbeddedPostgres(lock, server, secrets, port, afterwards);
            postgres.prepare();
            return postgres;
        } catch (IOException | RuntimeException e) {
            server.stop();
            throw e;
        }
    }

    /// The database that the services share.
    public Database database() {
        return database(DATABASE);
    }

    /// Makes another database on the same server, empty or as a copy, with the same roles.
    ///
    /// @param template `template1` for an empty one; nobody may be connected to it
    public Database createDatabase(String name, String template) {
        execute("CREATE DATABASE %s OWNER %s TEMPLATE %s".formatted(name, Database.OWNER, template));
        closeToOthers(name);
        return database(name);
    }

    /// Where it listens on loopback.
    public int port() {
        return port;
    }

    /// Connections that may do anything, for tests that look behind the roles.
    public DataSource asSuperuser() {
        return Database.dataSource(jdbcUrl("postgres"), PostgresServer.SUPERUSER, secrets.get(SUPERUSER_PASSWORD));
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        afterwards.run();
    }

    private Database database(String name) {
        return new Database(jdbcUrl(name), secrets.get(OWNER_PASSWORD), secrets.get(SERVICE_PASSWORD));
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    private void prepare() throws IOException {
        execute(roles());
        if (!exists(DATABASE)) {
            createDatabase(DATABASE, "template1");
        }
        closeToOthers(DATABASE);
    }

    /// Not even a temporary table for the service role.
    private void closeToOthers(String database) {
        execute(
                "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database),
                "GRANT CONNECT ON DATABASE %s TO %s".formatted(database, Database.SERVICE));
    }

    private String roles() throws IOException {
        try (InputStream script = EmbeddedPostgres.class.getResourceAsStream("roles.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(":'owner_password'", "'" + secrets.get(OWNER_PASSWORD) + "'")
                    .replace(":'service_password'", "'" + secrets.get(SERVICE_PASSWORD) + "'");
        }
    }

    private boolean exists(String database) {
        try (Connection connection = asSuperuser().getConnection();
                var query = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            return query.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String... statements) {
        try (Connection connection = asSuperuser().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
