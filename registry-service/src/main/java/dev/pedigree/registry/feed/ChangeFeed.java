package dev.pedigree.registry.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.feed.ConsistencyToken;
import dev.pedigree.mesh.v1.Change;
import java.io.UncheckedIOException;
import java.util.List;
import org.jooq.Record;
import org.jooq.Result;

/// Every change of everything, in an order that never skips one: the only class that knows Postgres is behind it.
///
/// Rows are read in the order (transaction, sequence), and only those of transactions older than every one that still
/// runs. A transaction that commits late is therefore in front of the reader, never behind; the price is that one
/// slow writer holds up all readers, which `transaction_timeout` bounds.
public final class ChangeFeed {
    static final int BATCH = 500;

    /// Far below what a reader takes in one message (4 MiB); a change alone, with a thousand inputs, is below it too.
    private static final int MOST_BYTES = 1024 * 1024;

    /// One statement, so that rows and horizon are of one snapshot; one row at least, so that the horizon always comes.
    private static final String READ = """
            select h.xmin::text::bigint, c.xid::text::bigint, c.sequence, c.payload, h.xmax::text::bigint
            from (select pg_snapshot_xmin(now) as xmin, pg_snapshot_xmax(now) as xmax from pg_current_snapshot() now) h
            left join lateral (
              select * from change
              where (xid, sequence) > (?::text::xid8, ?) and xid < h.xmin
              order by xid, sequence limit ?) c on true
            order by c.xid, c.sequence""";

    private final Database database;
    private final Epoch epoch;

    public ChangeFeed(Database database, Epoch epoch) {
        this.database = database;
        this.epoch = epoch;
    }

    /// @param position empty: from the beginning
    /// @throws dev.pedigree.chassis.fault.Invalid TOKEN_INVALID when the position is of another cluster
    ConsistencyToken parse(String position) {
        return position.isEmpty()
                ? ConsistencyToken.beginning(epoch.id())
                : ConsistencyToken.parse(position).requireEpoch(epoch.id());
    }

    /// The next stretch after `position`, which may be empty.
    Batch after(ConsistencyToken position) {
        Result<Record> rows =
                database.read(sql -> sql.resultQuery(READ, Long.toString(position.xid()), position.sequence(), BATCH)
                        .fetch());
        List<Record> found = rows.stream().filter(row -> row.get(1) != null).toList();
        List<Record> changes = fitting(found);
        ConsistencyToken end = changes.isEmpty() ? position : place(changes.getLast());
        boolean complete = found.size() < BATCH && changes.size() == found.size();
        Record snapshot = rows.getFirst();
        ConsistencyToken horizon = token(complete ? snapshot.get(0, Long.class) : end.xid());
        ConsistencyToken frontier = token(snapshot.get(4, Long.class));
        return new Batch(changes.stream().map(ChangeFeed::change).toList(), end, horizon, frontier, complete);
    }

    private ConsistencyToken token(long xid) {
        return new ConsistencyToken(epoch.id(), xid, 0);
    }

    /// As many as fit into one message, and one at least.
    private static List<Record> fitting(List<Record> changes) {
        long bytes = 0;
        for (int count = 0; count < changes.size(); count++) {
            bytes += changes.get(count).get(3, byte[].class).length;
            if (bytes > MOST_BYTES && count > 0) {
                return changes.subList(0, count);
            }
        }
        return changes;
    }

    private ConsistencyToken place(Record row) {
        return new ConsistencyToken(epoch.id(), row.get(1, Long.class), row.get(2, Long.class));
    }

    private static Change change(Record row) {
        try {
            return Change.parseFrom(row.get(3, byte[].class));
        } catch (InvalidProtocolBufferException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
