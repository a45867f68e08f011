package dev.pedigree.registry.mutation;

import dev.pedigree.registry.name.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Param;
import org.jooq.Query;

/// Statements that travel together: the driver sends them all before it waits, so they cost one trip.
final class Pipeline {
    private final StringJoiner text = new StringJoiner(";\n");
    private final List<Object> values = new ArrayList<>();

    void add(Query statement) {
        text.add(statement.getSQL());
        statement.getParams().values().stream()
                .filter(parameter -> !parameter.isInline())
                .map(Param::getValue)
                .forEach(values::add);
    }

    void add(String statement, Object... bound) {
        text.add(statement);
        values.addAll(Arrays.asList(bound));
    }

    /// Runs them all; the last one returns a single number.
    long run(DSLContext sql) {
        return sql.connectionResult(this::run);
    }

    private long run(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
            for (int index = 0; index < values.size(); index++) {
                statement.setObject(index + 1, plain(values.get(index)));
            }
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

    /// As the driver knows it.
    private static Object plain(Object value) {
        return switch (value) {
            case JSONB json -> json.data();
            case Instant instant -> Times.toDriver(instant);
            case null, default -> value;
        };
    }
}
