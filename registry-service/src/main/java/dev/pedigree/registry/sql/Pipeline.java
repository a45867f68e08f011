package dev.pedigree.registry.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Query;

/// Statements that travel together: the driver sends them all before it waits, so they cost one trip.
public final class Pipeline {
    private final StringJoiner text = new StringJoiner(";\n");
    private final List<Object> values = new ArrayList<>();

    public void add(Query statement) {
        text.add(statement.getSQL());
        statement.getParams().values().stream()
                .filter(parameter -> !parameter.isInline())
                .map(Param::getValue)
                .forEach(values::add);
    }

    public void add(String statement, Object... bound) {
        text.add(statement);
        values.addAll(Arrays.asList(bound));
    }

    /// Runs them all; the last one returns a single number.
    public long run(DSLContext sql) {
        return sql.connectionResult(this::run);
    }

    private long run(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
            Binding.bind(statement, values);
            return lastNumber(statement);
        }
    }

    private static long lastNumber(PreparedStatement statement) throws SQLException {
        boolean rows = statement.execute();
        while (!rows && statement.getUpdateCount() >= 0) {
            rows = statement.getMoreResults();
        }
        try (ResultSet result = statement.getResultSet()) {
            result.next();
            return result.getLong(1);
        }
    }
}
