package dev.pedigree.artifact.sweep;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;

import dev.pedigree.artifact.blob.Container;
import dev.pedigree.artifact.blob.Parallel;
import dev.pedigree.artifact.pack.PackFooter;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.StoredObject;
import java.util.List;

/// Drops containers that no blob lies in any more, and a grace later deletes their objects: whoever looked a blob up
/// before has long read it then. No key is used twice, so what is deleted is never what somebody has just written.
final class ContainerSweep {
    private static final int BATCH = 1_000;

    /// A pack may hold a hundred thousand blobs, and all are counted.
    private static final int LOOKED_AT_ONCE = 50;

    private static final int DELETES_AT_ONCE = 8;

    /// A container and its first blobs become visible together, so an empty one has been left by all.
    private static final String UNSETTLED =
            "select id from container where not settled and dropped_at is null order by id limit ? for update";

    /// Of a pack, what is needed of its footer counts too. A statement of its own, so that it sees what left while the
    /// containers were being locked.
    private static final String SETTLE = """
            update container set settled = true, live_bytes = held.live_bytes,
              dropped_at = case when held.blobs = 0 then clock_timestamp() end
            from (select looked_at.id, count(sha256) as blobs, coalesce(sum(object_length + {1}), 0) + {2} as live_bytes
                  from unnest({0}::bigint[]) looked_at(id) left join blob on blob.container_id = looked_at.id
                  group by looked_at.id) held
            where container.id = held.id""";

    private static final String DROPPED = """
            select id, key, kind, size from container
            where dropped_at < {0} and id > {1} order by id limit {2}""";

    private final Database database;
    private final ObjectStore objects;
    private final SweepMeters meters;

    ContainerSweep(Database database, ObjectStore objects, SweepMeters meters) {
        this.database = database;
        this.objects = objects;
        this.meters = meters;
    }

    private record Dropped(long id, String key, Container.Kind kind, long size) {}

    /// Looks at all that something has left since they were looked at.
    void settle() {
        int count;
        do {
            count = database.write(sql -> {
                Long[] unsettled = sql.resultQuery(UNSETTLED, LOOKED_AT_ONCE).fetchArray(0, Long.class);
                return sql.execute(SETTLE, val(unsettled), inline(PackFooter.ENTRY), inline(PackFooter.TRAILER));
            });
        } while (count == LOOKED_AT_ONCE);
    }

    void delete(Horizon horizon) {
        long last = 0;
        List<Dropped> dropped;
        do {
            long after = last;
            dropped =
                    database.read(sql -> sql.resultQuery(DROPPED, val(horizon.graceEndedUtc()), val(after), val(BATCH))
                            .fetch(row -> new Dropped(
                                    row.get(0, Long.class),
                                    row.get(1, String.class),
                                    Container.Kind.of(row.get(2, Short.class)),
                                    row.get(3, Long.class))));
            Parallel.forEach(DELETES_AT_ONCE, dropped, this::delete);
            last = dropped.isEmpty() ? last : dropped.getLast().id();
        } while (dropped.size() == BATCH);
    }

    private void delete(Dropped container) {
        switch (container.kind()) {
            case ALONE, PACK -> objects.delete(container.key());
            case PARTS -> deleteAll(container.key() + "/");
        }
        database.write(sql -> sql.execute("delete from container where id = ?", container.id()));
        meters.deleted("container", 1);
        meters.freed(container.size());
    }

    private void deleteAll(String prefix) {
        List<StoredObject> some;
        do {
            some = objects.list(prefix, "", BATCH);
            some.forEach(object -> objects.delete(object.key()));
        } while (some.size() == BATCH);
    }
}
