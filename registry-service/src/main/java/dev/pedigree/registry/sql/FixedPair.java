package dev.pedigree.registry.sql;

import dev.pedigree.registry.sql.FixedStatement.RowReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;

/// Two statements whose texts never change and that both return rows: run one after the other, in one trip.
public record FixedPair(FixedStatement first, FixedStatement second) {

    /// The rows of both.
    public record Results<A, B>(List<A> first, List<B> second) {}

    /// @param values of the first, then of the second
    public <A, B> Results<A, B> fetch(
            DSLContext sql, RowReader<A> readFirst, RowReader<B> readSecond, Object... values) {
        return sql.connectionResult(connection -> fetch(connection, readFirst, readSecond, values));
    }

    private <A, B> Results<A, B> fetch(
            Connection connection, RowReader<A> readFirst, RowReader<B> readSecond, Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(first.text() + ";\n" + second.text())) {
            Binding.bind(statement, Arrays.asList(values));
            statement.execute();
            List<A> rows = FixedStatement.rows(statement.getResultSet(), readFirst);
            statement.getMoreResults();
            return new Results<>(rows, FixedStatement.rows(statement.getResultSet(), readSecond));
        }
    }
}
