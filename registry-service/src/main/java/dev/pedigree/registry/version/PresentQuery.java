package dev.pedigree.registry.version;

import dev.pedigree.lifecycle.State;
import dev.pedigree.v1.Annotations;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Reads the present of versions, aliases included, in one statement however a version is named.
///
/// The texts are constants: they are the busiest of the service, and the driver keeps them prepared.
final class PresentQuery {
    private static final String COLUMNS = """
            select s.version_id, s.state, s.revision, s.description, s.tags::text, s.updated_at,
                   array(select a.alias from alias a where a.version_id = s.version_id order by a.alias)
            from version_state s
            """;

    static final String BY_ID = COLUMNS + "where s.version_id = ?";

    static final String BY_IDS = COLUMNS + "where s.version_id = any(?)";

    static final String BY_NUMBER =
            COLUMNS + "join version v on v.id = s.version_id where v.asset_id = ? and v.number = ?";

    static final String NEWEST = COLUMNS + """
            join version v on v.id = s.version_id
            join asset_head h on h.asset_id = v.asset_id and h.newest_number = v.number
            where h.asset_id = ?""";

    static final String BY_ALIAS = COLUMNS + """
            join alias named on named.version_id = s.version_id
            where named.asset_id = ? and named.alias = ?""";

    private PresentQuery() {}

    static List<Present> fetch(DSLContext sql, String text, Object... values) {
        return sql.resultQuery(text, values).fetch(PresentQuery::present);
    }

    private static Present present(Record row) {
        return new Present(
                row.get(0, Long.class),
                State.valueOf(row.get(1, String.class)),
                row.get(2, Long.class),
                Annotations.newBuilder()
                        .setDescription(row.get(3, String.class))
                        .putAllTags(TagsJson.parse(row.get(4, String.class)))
                        .build(),
                row.get(5, OffsetDateTime.class).toInstant(),
                Arrays.asList(row.get(6, String[].class)));
    }
}
