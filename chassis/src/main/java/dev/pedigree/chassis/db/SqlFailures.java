package dev.pedigree.chassis.db;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Expired;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.Unavailable;
import io.grpc.Context;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/// What a failure of Postgres means to whoever is being served.
final class SqlFailures {
    private static final String POSTGRES = "postgres";
    private static final String QUERY_CANCELLED = "57014";
    private static final int LONGEST_CHAIN = 20;

    private SqlFailures() {}

    static RuntimeException translate(Exception failure) {
        if (failure instanceof Fault fault) {
            return fault;
        }
        if (failure instanceof InterruptedException) {
            return new Cancelled();
        }
        Optional<SQLException> sql = find(failure);
        if (sql.isEmpty()) {
            return failure instanceof RuntimeException other ? other : new IllegalStateException(failure);
        }
        return translate(sql.get(), failure);
    }

    /// A deadlock that Postgres broke, or a transaction it could not serialize: the same may succeed now.
    static boolean isWorthRepeating(Throwable failure) {
        return find(failure)
                .map(SQLException::getSQLState)
                .filter(state -> state.equals("40001") || state.equals("40P01"))
                .isPresent();
    }

    static boolean isConnectionLost(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("08000");
        return Stream.of("08", "57P", "53").anyMatch(state::startsWith)
                || failure instanceof java.sql.SQLTransientConnectionException;
    }

    private static RuntimeException translate(SQLException sql, Exception failure) {
        if (Context.current().isCancelled()) {
            return new Cancelled().causedBy(failure);
        }
        if (sql instanceof Transaction.CommitLost) {
            return Unavailable.unknownOutcome(POSTGRES).causedBy(failure);
        }
        if (QUERY_CANCELLED.equals(sql.getSQLState())) {
            return new Expired().causedBy(failure); // the statement timeout: nobody else cancels
        }
        if (isConnectionLost(sql) || ranOutOfTime(sql)) {
            return Unavailable.dependency(POSTGRES).causedBy(failure);
        }
        return new DatabaseFailure(sql, failure);
    }

    /// A lock, a transaction or an idle transaction that took too long.
    private static boolean ranOutOfTime(SQLException sql) {
        return Stream.of("55P03", "25P03", "25P04").anyMatch(state -> state.equals(sql.getSQLState()));
    }

    private static Optional<SQLException> find(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }
}
