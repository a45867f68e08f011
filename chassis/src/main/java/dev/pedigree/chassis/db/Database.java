package dev.pedigree.chassis.db;

import com.zaxxer.hikari.HikariDataSource;
import dev.pedigree.chassis.call.Interruption;
import dev.pedigree.chassis.settings.DatabaseSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConnectionProvider;

/// One schema of Postgres: migrated by its owner, then used as the service role, through a bounded pool.
///
/// Transactions open here, at the operation, and nowhere below. SQL errors do not leave: what comes out is the result,
/// a `Fault` that the work threw, or one that says Postgres did not answer. When the call that is served ends, the
/// running statement is cancelled at the server.
public final class Database implements AutoCloseable {
    private final HikariDataSource pool;
    private final Configuration jooq;

    Database(HikariDataSource pool, Configuration jooq) {
        this.pool = pool;
        this.jooq = jooq;
    }

    /// Waits for Postgres, migrates `schema` from `classpath:db/<schema>`, and opens the pool. Refuses a server that
    /// may lose what it has acknowledged.
    public static Database open(DatabaseSettings settings, String schema, MeterRegistry meters) {
        return Opening.open(settings, schema, meters);
    }

    /// Runs statements that change nothing, each with its own view of the data.
    public <T> T read(Function<DSLContext, T> work) {
        return connected((connection, sql) -> work.apply(sql));
    }

    /// Runs statements that change nothing and all see the same moment.
    public <T> T snapshot(Function<DSLContext, T> work) {
        return connected((connection, sql) -> {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return Transaction.run(connection, () -> work.apply(sql), Transaction.End.ROLL_BACK);
        });
    }

    /// Runs `work` in one transaction, READ COMMITTED. It runs again, a few times at most, if Postgres broke a deadlock
    /// or could not serialize it, so it must have no effects outside the database.
    public <T> T write(Function<DSLContext, T> work) {
        return transact(work, Transaction.End.COMMIT);
    }

    /// Runs `work` as `write` does, and then undoes it: what would have happened.
    public <T> T rehearse(Function<DSLContext, T> work) {
        return transact(work, Transaction.End.ROLL_BACK);
    }

    /// Whether Postgres answers at present.
    public boolean isReachable() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException _) {
            return false;
        }
    }

    private <T> T transact(Function<DSLContext, T> work, Transaction.End end) {
        return Retries.run(
                () -> connected((connection, sql) -> Transaction.run(connection, () -> work.apply(sql), end)));
    }

    private <T> T connected(Work<T> work) {
        try {
            Connection connection = pool.getConnection();
            return Interruption.instead(() -> Statements.cancel(connection), () -> {
                try (connection) {
                    return work.run(connection, sql(connection));
                }
            });
        } catch (Exception failure) {
            throw SqlFailures.translate(failure);
        }
    }

    private DSLContext sql(Connection connection) {
        return DSL.using(jooq.derive(new DefaultConnectionProvider(connection)));
    }

    @Override
    public void close() {
        pool.close();
    }

    /// What is done with one connection.
    @FunctionalInterface
    private interface Work<T> {
        T run(Connection connection, DSLContext sql) throws Exception;
    }
}
