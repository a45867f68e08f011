package dev.pedigree.artifact.sweep;

import static org.jooq.impl.DSL.val;

import dev.pedigree.artifact.blob.Project;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.Digest;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.Param;
import org.jooq.Record;

/// Judges the blobs of one project by what manifests list: reprieves, deletes those condemned a grace ago, condemns.
final class BlobSweep {
    private static final int ROWS_AT_ONCE = 10_000;
    /// Ranges are told apart by the first two bytes of digests.
    private static final int MOST_RANGES = 1 << 16;

    private static final byte[] BEYOND_ALL = beyondAll();

    /// Whoever runs out of lease later is none of this sweep's business.
    private static final String CANDIDATES = """
            select sha256, condemned_at from blob
            where project_id = {0} and sha256 >= {1} and sha256 < {2}
              and (leased_until < {3} or condemned_at is not null)""";

    /// A digest that a version pins may be a blob's, and pages are not listed by lines.
    private static final String NEEDED = """
            (exists (select from pin where pin.project_id = blob.project_id and pin.sha256 = blob.sha256)
             or exists (select from manifest_page page
                        where page.project_id = blob.project_id and page.sha256 = blob.sha256))""";

    private static final String REPRIEVE = """
            with chosen as materialized (
              select sha256 from blob
              where project_id = {0} and sha256 = any({1}::bytea[]) and condemned_at is not null and %s
              order by sha256 for no key update)
            update blob set condemned_at = null from chosen
            where blob.project_id = {0} and blob.sha256 = chosen.sha256""";

    /// Locked in the order of their keys, as everybody does; a row that changed meanwhile is looked at again.
    private static final String DELETE = """
            with doomed as materialized (
              select sha256 from blob
              where project_id = {0} and sha256 = any({1}::bytea[])
                and condemned_at < {2}::timestamptz and leased_until < {3}::timestamptz and not %s
              order by sha256 for update),
            gone as (
              delete from blob using doomed
              where blob.project_id = {0} and blob.sha256 = doomed.sha256
              returning blob.container_id),
            left_behind as (
              update container set settled = false where id in (select container_id from gone))
            select count(*) from gone""";

    private static final String CONDEMN = """
            with chosen as materialized (
              select sha256 from blob
              where project_id = {0} and sha256 = any({1}::bytea[])
                and condemned_at is null and leased_until < {2}::timestamptz and not %s
              order by sha256 for no key update)
            update blob set condemned_at = clock_timestamp() from chosen
            where blob.project_id = {0} and blob.sha256 = chosen.sha256""";

    private final Database database;
    private final Marker marker;
    private final SweepMeters meters;

    BlobSweep(Database database, Marker marker, SweepMeters meters) {
        this.database = database;
        this.marker = marker;
        this.meters = meters;
    }

    /// Range by range of digests, which are spread evenly: so no statement takes long, whatever it finds.
    void run(Project project, Horizon horizon) {
        long blobs = count(project);
        Marks marks = marker.run(project, blobs);
        int ranges = Math.clamp(Math.ceilDiv(blobs, ROWS_AT_ONCE), 1, MOST_RANGES);
        for (int range = 0; range < ranges; range++) {
            judge(
                    project,
                    horizon,
                    marks,
                    candidates(project, horizon, start(range, ranges), start(range + 1, ranges)));
        }
    }

    private long count(Project project) {
        return database.read(sql -> sql.resultQuery("select count(*) from blob where project_id = ?", project.id())
                .fetchSingle(0, Long.class));
    }

    private List<? extends Record> candidates(Project project, Horizon horizon, byte[] from, byte[] to) {
        return database.read(
                sql -> sql.resultQuery(CANDIDATES, val(project.id()), val(from), val(to), val(horizon.beganUtc()))
                        .fetch());
    }

    private static byte[] start(int range, int ranges) {
        if (range == ranges) {
            return BEYOND_ALL;
        }
        long first = (long) range * MOST_RANGES / ranges;
        return new byte[] {(byte) (first >>> 8), (byte) first};
    }

    private static byte[] beyondAll() {
        byte[] bytes = new byte[Digest.LENGTH + 1];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }

    private void judge(Project project, Horizon horizon, Marks marks, List<? extends Record> rows) {
        List<byte[]> marked = new ArrayList<>();
        List<byte[]> condemned = new ArrayList<>();
        List<byte[]> free = new ArrayList<>();
        for (Record row : rows) {
            byte[] digest = row.get(0, byte[].class);
            boolean isCondemned = row.get(1, OffsetDateTime.class) != null;
            if (marks.mayContain(digest)) {
                if (isCondemned) {
                    marked.add(digest);
                }
            } else {
                (isCondemned ? condemned : free).add(digest);
            }
        }
        reprieve(project, "true", marked);
        reprieve(project, NEEDED, condemned);
        meters.deleted("blob", delete(project, horizon, condemned));
        meters.condemned("blob", condemn(project, horizon, free));
    }

    private void reprieve(Project project, String which, List<byte[]> digests) {
        if (!digests.isEmpty()) {
            String statement = REPRIEVE.formatted(which);
            database.write(sql -> sql.execute(statement, val(project.id()), array(digests)));
        }
    }

    private int delete(Project project, Horizon horizon, List<byte[]> digests) {
        if (digests.isEmpty()) {
            return 0;
        }
        return database.write(sql -> sql.resultQuery(
                        DELETE.formatted(NEEDED),
                        val(project.id()),
                        array(digests),
                        val(horizon.graceEndedUtc()),
                        val(horizon.beganUtc()))
                .fetchSingle(0, Integer.class));
    }

    private int condemn(Project project, Horizon horizon, List<byte[]> digests) {
        if (digests.isEmpty()) {
            return 0;
        }
        return database.write(sql ->
                sql.execute(CONDEMN.formatted(NEEDED), val(project.id()), array(digests), val(horizon.beganUtc())));
    }

    private static Param<byte[][]> array(List<byte[]> digests) {
        return val(digests.toArray(byte[][]::new));
    }
}
