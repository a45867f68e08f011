package dev.pedigree.artifact.sweep;

import dev.pedigree.chassis.db.Database;
import org.jooq.DSLContext;

/// Condemns manifests that no version pins and nobody holds, and deletes those condemned a grace ago.
final class ManifestSweep {
    private static final int BATCH = 5;

    private static final String REPRIEVE = """
            update manifest set condemned_at = null where condemned_at is not null and exists (
              select from pin where pin.project_id = manifest.project_id and pin.sha256 = manifest.digest)""";

    /// Locking reads a row again that changed meanwhile: what was reprieved just now is not doomed.
    private static final String DOOMED = """
            select id from manifest
            where condemned_at < ?::timestamptz and leased_until < ?::timestamptz and not exists (
              select from pin where pin.project_id = manifest.project_id and pin.sha256 = manifest.digest)
            order by id limit ? for update""";

    private static final String CONDEMN = """
            update manifest set condemned_at = clock_timestamp()
            where condemned_at is null and leased_until < ?::timestamptz and not exists (
              select from pin where pin.project_id = manifest.project_id and pin.sha256 = manifest.digest)""";

    private final Database database;
    private final SweepMeters meters;

    ManifestSweep(Database database, SweepMeters meters) {
        this.database = database;
        this.meters = meters;
    }

    void run(Horizon horizon) {
        database.write(sql -> sql.execute(REPRIEVE));
        int deleted;
        do {
            deleted = database.write(sql -> delete(sql, horizon));
            meters.deleted("manifest", deleted);
        } while (deleted == BATCH);
        meters.condemned("manifest", database.write(sql -> sql.execute(CONDEMN, horizon.beganUtc())));
    }

    private static int delete(DSLContext sql, Horizon horizon) {
        Long[] doomed = sql.resultQuery(DOOMED, horizon.graceEndedUtc(), horizon.beganUtc(), BATCH)
                .fetchArray(0, Long.class);
        sql.execute("delete from manifest_page where manifest_id = any(?::bigint[])", (Object) doomed);
        return sql.execute("delete from manifest where id = any(?::bigint[])", (Object) doomed);
    }
}
