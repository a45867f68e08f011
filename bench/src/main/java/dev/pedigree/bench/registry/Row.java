package dev.pedigree.bench.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One row of a table, as the registry wrote it.
///
/// @param values by column; what the database fills in by itself is left out
record Row(String table, Map<String, Object> values) {
    private static final List<String> GENERATED = List.of("xid", "sequence");

    static List<Row> select(Connection connection, String table, String condition, Object key) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("select * from %s where %s".formatted(table, condition))) {
            query.setObject(1, key);
            ResultSet result = query.executeQuery();
            while (result.next()) {
                rows.add(new Row(table, values(result)));
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalStateException("the registry wrote nothing to " + table);
        }
        return rows;
    }

    private static Map<String, Object> values(ResultSet result) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            String name = result.getMetaData().getColumnName(column);
            if (!GENERATED.contains(name)) {
                values.put(name, result.getObject(column));
            }
        }
        return values;
    }

    long number(String column) {
        return ((Number) values.get(column)).longValue();
    }

    String insert() {
        return "insert into %s (%s) values ".formatted(table, String.join(", ", values.keySet())) + placeholders();
    }

    /// For another row of the same table in the same statement.
    String placeholders() {
        return "(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
    }
}
