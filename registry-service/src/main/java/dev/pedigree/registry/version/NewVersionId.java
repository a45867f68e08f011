package dev.pedigree.registry.version;

import dev.pedigree.lifecycle.State;
import dev.pedigree.registry.sql.FixedPair;
import dev.pedigree.registry.sql.FixedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;

/// The id, number and time of a version to be. Numbers, ids and times of one asset rise together.
record NewVersionId(long id, int number, Instant time) {
    private static final FixedStatement TAKE = new FixedStatement("""
            update asset_head set newest_number = newest_number + 1 where asset_id = ?
            returning nextval('node_id'), newest_number, clock_timestamp()""");

    private static final FixedPair SHARE_AND_TAKE = new FixedPair(VersionStates.SHARE, TAKE);

    /// What was taken, and the states that the inputs keep until the transaction ends, by id.
    record Taken(NewVersionId id, Map<Long, State> inputs) {}

    /// Keeps the inputs from being moved and then takes the number, in one trip: from here on every other writer to the
    /// asset waits.
    static Taken take(DSLContext sql, long asset, Collection<Long> inputs) {
        Map<Long, State> states = new LinkedHashMap<>();
        var results = SHARE_AND_TAKE.fetch(
                sql,
                row -> states.put(row.getLong(1), State.valueOf(row.getString(2))),
                NewVersionId::read,
                inputs.toArray(Long[]::new),
                asset);
        return new Taken(results.second().getFirst(), states);
    }

    private static NewVersionId read(ResultSet row) throws SQLException {
        return new NewVersionId(
                row.getLong(1),
                row.getInt(2),
                row.getObject(3, OffsetDateTime.class).toInstant());
    }
}
