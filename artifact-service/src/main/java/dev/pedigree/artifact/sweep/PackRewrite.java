package dev.pedigree.artifact.sweep;

import static org.jooq.impl.DSL.val;

import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.BlobTable;
import dev.pedigree.artifact.blob.Container;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.download.ContainerReader;
import dev.pedigree.artifact.download.Download;
import dev.pedigree.artifact.download.Quarantine;
import dev.pedigree.artifact.pack.PackItem;
import dev.pedigree.artifact.pack.PackObject;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/// Writes anew what is left in packs that hold little else. The blobs move in one transaction; the old packs are empty
/// then, and are dropped like any other: whoever had looked a blob up before still reads it there.
final class PackRewrite {
    private static final int FULL = 16 << 20;
    private static final int BATCH = 1_000;

    private static final String SPARSE = """
            select id from container
            where project_id = {0} and kind = 2 and dropped_at is null and id > {1}
              and live_bytes > 0 and live_bytes < size / 100.0 * {2}
            order by id limit {3}""";

    /// A blob that went meanwhile does not come back, and one that has moved stays where it is.
    private static final String MOVE = """
            with moved as materialized (
              select blob.sha256, target.object_offset
              from unnest({1}::bytea[], {2}::bigint[], {3}::bigint[]) target(sha256, object_offset, container_id)
              join blob on blob.project_id = {0} and blob.sha256 = target.sha256
                and blob.container_id = target.container_id and blob.quarantined_at is null
              order by blob.sha256 for no key update of blob)
            update blob set container_id = {4}, object_offset = moved.object_offset from moved
            where blob.project_id = {0} and blob.sha256 = moved.sha256""";

    private final Database database;
    private final ObjectStore objects;
    private final ContainerReader reader;
    private final Quarantine quarantine;
    private final int belowPercent;
    private final SweepMeters meters;

    PackRewrite(Database database, ObjectStore objects, Quarantine quarantine, int belowPercent, SweepMeters meters) {
        this.database = database;
        this.objects = objects;
        this.reader = new ContainerReader(objects);
        this.quarantine = quarantine;
        this.belowPercent = belowPercent;
        this.meters = meters;
    }

    void run(Project project) {
        Gathering gathering = new Gathering(project);
        long last = 0;
        List<Long> sparse;
        do {
            long after = last;
            sparse = database.read(
                    sql -> sql.resultQuery(SPARSE, val(project.id()), val(after), val(belowPercent), val(BATCH))
                            .fetch(0, Long.class));
            sparse.forEach(gathering::add);
            last = sparse.isEmpty() ? last : sparse.getLast();
        } while (sparse.size() == BATCH);
        gathering.write();
    }

    /// What is left in some packs, on its way into one.
    private final class Gathering {
        private final Project project;
        private final List<PackItem> items = new ArrayList<>();
        private final List<Long> from = new ArrayList<>();
        private long bytes;
        private int packs;

        Gathering(Project project) {
            this.project = project;
        }

        void add(long container) {
            List<Blob> blobs = database.read(sql -> BlobTable.in(sql, container));
            packs++;
            reader.read(blobs, (blob, download) -> {
                switch (download) {
                    case Download.Given given -> add(container, given);
                    case Download.Refused _ -> quarantine.suspect(project, blob);
                }
            });
        }

        private void add(long container, Download.Given given) {
            items.add(new PackItem(given.digest(), Math.toIntExact(given.size()), given.encoding(), given.bytes()));
            from.add(container);
            bytes += given.bytes().size();
            if (bytes >= FULL) {
                write();
            }
        }

        void write() {
            if (!items.isEmpty()) {
                PackObject pack = PackObject.of(project, items);
                objects.put(pack.container().key(), pack.content());
                database.write(sql -> move(sql, pack));
                meters.rewritten(packs);
            }
            items.clear();
            from.clear();
            bytes = 0;
            packs = 0;
        }

        private int move(DSLContext sql, PackObject pack) {
            Container container = pack.container();
            long id = BlobTable.insert(sql, project, container);
            Long[] old = from.toArray(Long[]::new);
            int moved = sql.execute(
                    MOVE,
                    val(project.id()),
                    val(pack.blobs().stream().map(blob -> blob.digest().bytes()).toArray(byte[][]::new)),
                    val(pack.blobs().stream()
                            .map(blob -> blob.location().offset())
                            .toArray(Long[]::new)),
                    val(old),
                    val(id));
            sql.execute("update container set settled = false where id = any(?::bigint[])", (Object) old);
            return moved;
        }
    }
}
