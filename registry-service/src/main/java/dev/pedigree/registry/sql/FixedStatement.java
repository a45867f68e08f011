package dev.pedigree.registry.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/// A statement whose text never changes, run without the detour through a query builder: for the busiest ones, which
/// would otherwise spend more time on being written than Postgres spends on answering them.
public record FixedStatement(String text) {

    /// Reads one row of a result, which stands on it.
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public <T> List<T> fetch(DSLContext sql, RowReader<T> reader, Object... values) {
        return sql.connectionResult(connection -> fetch(connection, reader, values));
    }

    /// For at most one row.
    public <T> Optional<T> fetchOptional(DSLContext sql, RowReader<T> reader, Object... values) {
        return fetch(sql, reader, values).stream().findFirst();
    }

    private <T> List<T> fetch(Connection connection, RowReader<T> reader, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            Binding.bind(statement, Arrays.asList(values));
            return rows(statement.executeQuery(), reader);
        }
    }

    static <T> List<T> rows(ResultSet result, RowReader<T> reader) throws SQLException {
        try (result) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(reader.read(result));
            }
            return rows;
        }
    }
}
