package dev.pedigree.bench.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;

/// Writes the rows of one version in one transaction with as little as plain JDBC can do it with: three trips to the
/// database, statements prepared once, no lock that the rows do not need, no check at all.
///
/// The number comes first, since the rows hold it; then all rows in one trip; then the commit.
record FloorWriter(Connection connection, PreparedStatement take, PreparedStatement insert, List<Row> rows) {
    private static final String TAKE = """
            update asset_head set newest_number = newest_number + 1 where asset_id = ?
            returning nextval('node_id'), newest_number""";

    static FloorWriter on(Connection connection, Specimen specimen) throws SQLException {
        return new FloorWriter(
                connection,
                connection.prepareStatement(TAKE),
                connection.prepareStatement(inserts(specimen.rows())),
                specimen.rows());
    }

    static String inserts(List<Row> rows) {
        StringJoiner statements = new StringJoiner(";\n");
        Optional<String> table = Optional.empty();
        StringBuilder statement = new StringBuilder();
        for (Row row : rows) {
            if (table.equals(Optional.of(row.table()))) {
                statement.append(", ").append(row.placeholders());
                continue;
            }
            if (table.isPresent()) {
                statements.add(statement);
            }
            table = Optional.of(row.table());
            statement = new StringBuilder(row.insert());
        }
        return statements.add(statement).toString();
    }

    void write(long asset) throws SQLException {
        take.setLong(1, asset);
        try (ResultSet taken = take.executeQuery()) {
            taken.next();
            bind(asset, taken.getLong(1), taken.getInt(2));
        }
        insert.execute();
        connection.commit();
    }

    private void bind(long asset, long id, int number) throws SQLException {
        int index = 1;
        for (Row row : rows) {
            for (Map.Entry<String, Object> column : row.values().entrySet()) {
                insert.setObject(index++, value(row.table(), column, asset, id, number));
            }
        }
    }

    private static Object value(String table, Map.Entry<String, Object> column, long asset, long id, int number) {
        return switch (table + "." + column.getKey()) {
            case "version.id", "version_state.version_id", "annotation.version_id", "edge.source" -> id;
            case "version.asset_id" -> asset;
            case "version.number" -> number;
            case "reply.request_id" -> UUID.randomUUID();
            default -> column.getValue();
        };
    }
}
