package dev.pedigree.registry.version;

import dev.pedigree.registry.sql.FixedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Reads the present of versions, however they are named, in one statement: the busiest of the service.
final class PresentQuery {
    private static final String COLUMNS = """
            select s.version_id, s.revision,
                   array(select a.alias from alias a where a.version_id = s.version_id order by a.alias)
            from version_state s
            """;

    static final FixedStatement BY_IDS = new FixedStatement(COLUMNS + "where s.version_id = any(?)");

    static final FixedStatement BY_NUMBER =
            new FixedStatement(COLUMNS + "join version v on v.id = s.version_id where v.asset_id = ? and v.number = ?");

    static final FixedStatement NEWEST = new FixedStatement(COLUMNS + """
            join version v on v.id = s.version_id
            join asset_head h on h.asset_id = v.asset_id and h.newest_number = v.number
            where h.asset_id = ?""");

    static final FixedStatement BY_ALIAS = new FixedStatement(COLUMNS + """
            join alias named on named.version_id = s.version_id
            where named.asset_id = ? and named.alias = ?""");

    private PresentQuery() {}

    /// @param row stands on the columns above
    static Present read(ResultSet row) throws SQLException {
        return new Present(row.getLong(1), row.getLong(2), List.of((String[])
                row.getArray(3).getArray()));
    }
}
