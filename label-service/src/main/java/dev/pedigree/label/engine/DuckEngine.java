package dev.pedigree.label.engine;

import dev.pedigree.chassis.fault.Exhausted;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/// DuckDB in this process. It opens only files under the folders it was given, and takes as much memory and disk
/// as it was given.
public final class DuckEngine implements Engine {
    private static final long WAIT_SECONDS = 20;

    private final DuckDBConnection database;
    private final int most;
    private final Semaphore places;
    private final AtomicLong shared = new AtomicLong();

    private DuckEngine(DuckDBConnection database, int sessions) {
        this.database = database;
        this.most = sessions;
        this.places = new Semaphore(sessions, true);
    }

    /// @param spill an own folder for what does not fit into memory
    /// @param folders where label files lie
    public static DuckEngine open(DuckSettings settings, Path spill, List<Path> folders) {
        try {
            Properties properties = new Properties();
            // What is read row by row is never in memory as a whole.
            properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set memory_limit = '" + settings.memoryMib() + "MiB'");
                statement.execute("set threads = " + settings.threads());
                statement.execute("set TimeZone = 'UTC'");
                statement.execute("set temp_directory = " + literal(spill));
                statement.execute("set max_temp_directory_size = '" + settings.spillMib() + "MiB'");
                statement.execute("set preserve_insertion_order = false");
                statement.execute("set parquet_metadata_cache = true");
                statement.execute("set autoinstall_known_extensions = false");
                statement.execute("set autoload_known_extensions = false");
                statement.execute("set allowed_directories = ["
                        + String.join(
                                ", ", folders.stream().map(DuckEngine::literal).toList()) + "]");
                statement.execute("set enable_external_access = false");
                statement.execute("set lock_configuration = true");
            }
            return new DuckEngine(connection.unwrap(DuckDBConnection.class), settings.sessions());
        } catch (SQLException failure) {
            throw new IllegalStateException("the label engine does not start", failure);
        }
    }

    static String literal(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    @Override
    public Session open() {
        return open(DuckSession::of);
    }

    @Override
    public Session openShared() {
        String schema = "shared_" + shared.incrementAndGet();
        return open((connection, leave) -> DuckSession.shared(connection, schema, leave));
    }

    /// Makes a session of a connection, which it closes, and of what to do when it is closed.
    @FunctionalInterface
    private interface Making {
        Session make(DuckDBConnection connection, Runnable leave) throws SQLException;
    }

    private Session open(Making making) {
        try {
            if (!places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new Exhausted("too many label queries at once");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new dev.pedigree.chassis.fault.Cancelled();
        }
        try {
            return making.make(database.duplicate().unwrap(DuckDBConnection.class), places::release);
        } catch (SQLException failure) {
            places.release();
            throw new IllegalStateException("the label engine is gone", failure);
        }
    }

    @Override
    public int sessions() {
        return most - places.availablePermits();
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException failure) {
            throw new IllegalStateException("the label engine does not close", failure);
        }
    }
}
