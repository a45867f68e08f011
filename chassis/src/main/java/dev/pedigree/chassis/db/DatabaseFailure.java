package dev.pedigree.chassis.db;

import java.sql.SQLException;

/// Postgres refused a statement for a reason that the code did not foresee. The caller hears INTERNAL; the log
/// has it all.
public final class DatabaseFailure extends RuntimeException {
    private final String state;

    DatabaseFailure(SQLException sql, Exception failure) {
        super("Postgres refused a statement, SQLSTATE " + sql.getSQLState(), failure);
        this.state = String.valueOf(sql.getSQLState());
    }

    public String state() {
        return state;
    }
}
