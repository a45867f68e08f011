package dev.pedigree.bench.registry;

import dev.pedigree.testkit.Database;
import dev.pedigree.v1.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// One version that the registry made: its reply, and every row that came into being with it. The floor writes copies,
/// so its rows have the very same sizes.
record Specimen(Version reply, List<Row> rows) {

    static Specimen of(Database database, ModelVersions versions) throws SQLException {
        Version reply = versions.create();
        try (Connection connection = database.asOwner().getConnection()) {
            connection.setSchema(FloorDatabase.SCHEMA);
            Row change = Row.select(connection, "change", "subject = ?", reply.getName())
                    .getFirst();
            long id = newest(connection, reply.getNumber());
            List<Row> rows = new ArrayList<>();
            rows.addAll(Row.select(connection, "version", "id = ?", id));
            rows.addAll(Row.select(connection, "version_state", "version_id = ?", id));
            rows.addAll(Row.select(connection, "annotation", "version_id = ?", id));
            rows.addAll(Row.select(connection, "edge", "source = ?", id));
            rows.add(change);
            rows.add(Row.select(
                            connection,
                            "reply",
                            "created_at = (select max(created_at) from reply) and method like ?",
                            "%/CreateVersion")
                    .getFirst());
            return new Specimen(reply, List.copyOf(rows));
        }
    }

    private static long newest(Connection connection, long number) throws SQLException {
        Row version = Row.select(connection, "version", "id = (select max(id) from version where number = ?)", number)
                .getFirst();
        return version.number("id");
    }

    long id() {
        return rows.getFirst().number("id");
    }
}
