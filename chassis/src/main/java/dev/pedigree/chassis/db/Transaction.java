package dev.pedigree.chassis.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/// One transaction on one connection.
final class Transaction {
    private Transaction() {}

    /// How a transaction ends if its work succeeds; if it throws, it is always rolled back.
    enum End {
        COMMIT,
        ROLL_BACK
    }

    static <T> T run(Connection connection, Supplier<T> work, End end) throws SQLException {
        connection.setAutoCommit(false); // the pool sets it back
        T result = attempt(connection, work);
        switch (end) {
            case COMMIT -> commit(connection);
            case ROLL_BACK -> connection.rollback();
        }
        return result;
    }

    private static <T> T attempt(Connection connection, Supplier<T> work) throws SQLException {
        try {
            return work.get();
        } catch (RuntimeException | Error failure) {
            try {
                connection.rollback();
            } catch (SQLException alsoBroken) {
                failure.addSuppressed(alsoBroken);
            }
            throw failure;
        }
    }

    /// A connection that breaks here leaves it open whether the transaction took effect.
    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException failure) {
            throw SqlFailures.isConnectionLost(failure) ? new CommitLost(failure) : failure;
        }
    }

    /// The connection broke between the commit and its answer.
    static final class CommitLost extends SQLException {
        CommitLost(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
        }
    }
}
