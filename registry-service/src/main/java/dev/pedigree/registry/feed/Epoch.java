package dev.pedigree.registry.feed;

import static dev.pedigree.registry.jooq.Tables.FEED_EPOCH;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.feed.ConsistencyToken;
import java.util.UUID;

/// Which life of the database this is. Places in the feed mean nothing in another one.
public record Epoch(UUID id) {

    public static Epoch read(Database database) {
        return new Epoch(database.read(sql -> sql.selectFrom(FEED_EPOCH).fetchSingle(FEED_EPOCH.EPOCH)));
    }

    /// The token of a write that is covered at this transaction number.
    public String token(long xid) {
        return new ConsistencyToken(id, xid, 0).toString();
    }
}
