package dev.pedigree.registry.sql;

import dev.pedigree.registry.name.Times;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jooq.JSONB;

/// Hands values to the driver.
final class Binding {
    private Binding() {}

    static void bind(PreparedStatement statement, List<?> values) throws SQLException {
        int index = 1;
        for (Object value : values) {
            statement.setObject(index++, plain(value));
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
