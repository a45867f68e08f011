package dev.pedigree.registry.version;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jooq.DSLContext;

/// The id, number and time of a version to be. Numbers, ids and times of one asset rise together.
record NewVersionId(long id, int number, Instant time) {
    private static final String TAKE = """
            update asset_head set newest_number = newest_number + 1 where asset_id = ?
            returning nextval('node_id'), newest_number, clock_timestamp()""";

    /// From here on every other writer to the asset waits.
    static NewVersionId take(DSLContext sql, long asset) {
        return sql.resultQuery(TAKE, asset)
                .fetchSingle(row -> new NewVersionId(
                        row.get(0, Long.class),
                        row.get(1, Integer.class),
                        row.get(2, OffsetDateTime.class).toInstant()));
    }
}
