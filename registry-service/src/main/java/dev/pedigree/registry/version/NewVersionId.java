package dev.pedigree.registry.version;

import dev.pedigree.registry.sql.FixedStatement;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jooq.DSLContext;

/// The id, number and time of a version to be. Numbers, ids and times of one asset rise together.
record NewVersionId(long id, int number, Instant time) {
    private static final FixedStatement TAKE = new FixedStatement("""
            update asset_head set newest_number = newest_number + 1 where asset_id = ?
            returning nextval('node_id'), newest_number, clock_timestamp()""");

    /// From here on every other writer to the asset waits.
    static NewVersionId take(DSLContext sql, long asset) {
        return TAKE.fetchOptional(
                        sql,
                        row -> new NewVersionId(
                                row.getLong(1),
                                row.getInt(2),
                                row.getObject(3, OffsetDateTime.class).toInstant()),
                        asset)
                .orElseThrow();
    }
}
