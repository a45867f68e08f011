package dev.pedigree.chassis.db;

import dev.pedigree.chassis.fault.Cancelled;
import io.grpc.Context;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops the SQL of a call that has ended: the statement that runs, and those that would follow.
final class Statements implements ExecuteListener {
    private static final Logger LOGGER = LoggerFactory.getLogger(Statements.class);

    @Override
    public void executeStart(ExecuteContext context) {
        if (Context.current().isCancelled()) {
            throw new Cancelled();
        }
    }

    static void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException failure) {
            LOGGER.debug("a statement could not be cancelled; its timeout will end it", failure);
        }
    }
}
