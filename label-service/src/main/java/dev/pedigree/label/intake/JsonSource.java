package dev.pedigree.label.intake;

import dev.pedigree.v1.LabelFaultKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// JSON lines. Which columns there are, only all lines together say.
final class JsonSource implements Source {
    /// More keys than any shape has, so that it will be refused.
    private static final int MOST_KEYS = 100;

    private static final int MOST_OBJECT = 4 << 20;

    /// All keys, and whether there is an object with that key that has one of its keys twice: those come first.
    private static final String KEYS = """
        select distinct key, twice
        from (select unnest(keys) as key, len(keys) > len(list_distinct(keys)) as twice
              from (select json_keys(json) as keys from %s))
        order by twice desc, key limit %d\
        """;

    private static final Set<String> NUMBERS = Set.of("confidence");
    private static final Set<String> JSON = Set.of("attributes", "geometry");

    private final Path file;
    private final List<String> columns;

    private JsonSource(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns;
    }

    static JsonSource open(Connection connection, Path file) throws SQLException, Unreadable {
        List<String> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(KEYS.formatted(objects(file), MOST_KEYS))) {
            while (rows.next()) {
                if (rows.getBoolean(2)) {
                    throw new Unreadable(
                            LabelFaultKind.LABEL_FAULT_KIND_FILE_UNREADABLE,
                            "an object has a key twice, and among its keys is " + Quote.of(rows.getString(1)));
                }
                keys.add(rows.getString(1));
            }
        }
        return new JsonSource(file, keys);
    }

    private static String objects(Path file) {
        return "read_ndjson_objects(%s, maximum_object_size = %d)".formatted(Sql.literal(file), MOST_OBJECT);
    }

    @Override
    public String table() {
        return objects(file);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public String row() {
        return "row_number() over ()";
    }

    @Override
    public String text(String column) {
        return "nullif(json_extract_string(json, '$.%s'), '')".formatted(column);
    }

    @Override
    public String number(String column) {
        return "try_cast(%s as double)".formatted(text(column));
    }

    @Override
    public String time(String column) {
        return Sql.utc("try_cast(%s as timestamptz)".formatted(text(column)));
    }

    @Override
    public String stands(String column) {
        return text(column) + " is not null";
    }

    @Override
    public String misfits(String column) {
        String type = "json_type(json, '$.%s')".formatted(column);
        if (JSON.contains(column)) {
            return "false";
        }
        return NUMBERS.contains(column)
                ? type + " in ('VARCHAR', 'BOOLEAN', 'OBJECT', 'ARRAY')"
                : type + " not in ('VARCHAR', 'NULL')";
    }
}
