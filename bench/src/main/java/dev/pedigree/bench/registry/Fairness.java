package dev.pedigree.bench.registry;

import dev.pedigree.bench.Progress;
import dev.pedigree.testkit.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/// Refuses to compare what is not the same: a create and a write of the floor must add as many rows to every table.
final class Fairness {
    private static final String COUNTS = """
            select table_name, (xpath('/row/n/text()', query_to_xml('select count(*) as n from registry.' || table_name,
                                                                    false, true, '')))[1]::text::bigint
            from information_schema.tables where table_schema = 'registry' and table_type = 'BASE TABLE'""";

    private Fairness() {}

    static void requireEqualRows(Database ours, ModelVersions versions, FloorDatabase floor) throws Exception {
        Map<String, Long> byUs = added(ours, () -> {
            var _ = versions.create();
        });
        Map<String, Long> byFloor = added(floor.database(), floor.writesToOwnModel(0)::make);
        Progress.say("rows of one create: %s", byUs);
        if (!byUs.equals(byFloor)) {
            throw new IllegalStateException("the floor writes other rows than a create: " + byFloor);
        }
    }

    private static Map<String, Long> added(Database database, Write write) throws Exception {
        Map<String, Long> before = counts(database);
        write.run();
        Map<String, Long> after = counts(database);
        after.replaceAll((table, count) -> count - before.get(table));
        after.values().removeIf(count -> count == 0);
        return after;
    }

    private static Map<String, Long> counts(Database database) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (Connection connection = database.asOwner().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COUNTS)) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        }
        return counts;
    }

    @FunctionalInterface
    private interface Write {
        void run() throws Exception;
    }
}
