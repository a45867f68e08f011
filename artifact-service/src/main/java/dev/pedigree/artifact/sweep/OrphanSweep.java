package dev.pedigree.artifact.sweep;

import static org.jooq.impl.DSL.val;

import dev.pedigree.artifact.blob.Project;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/// Deletes objects that no row knows, once they are old: what crashed between the object and the row has left them, or
/// lost a race. Uploads that nobody goes on with are given up first, so that no row knows their parts either.
final class OrphanSweep {
    private static final int BATCH = 1_000;

    /// The parts of one blob share what their keys begin with; a list of pages is named after its manifest.
    private static final String KNOWN = """
            select key from unnest({0}::text[]) as asked(key)
            where exists (select from container where container.key = asked.key)
               or exists (select from container where container.key = regexp_replace(asked.key, '/[^/]*$', ''))
               or exists (select from upload where upload.key = regexp_replace(asked.key, '/[^/]*$', ''))
               or exists (select from manifest
                          where project_id = {1} and asked.key ~ '/manifests/[0-9a-f]{64}(/[^/]*)?$'
                            and digest = decode(substring(asked.key from '/manifests/([0-9a-f]{64})'), 'hex'))""";

    /// Whoever goes on with an upload, or commits it, locks its row, so it is either gone or stays.
    private static final String GIVE_UP = "delete from upload where touched_at < {0} and reading_until < {0}";

    private final Database database;
    private final ObjectStore objects;
    private final Duration grace;
    private final SweepMeters meters;

    OrphanSweep(Database database, ObjectStore objects, Duration grace, SweepMeters meters) {
        this.database = database;
        this.objects = objects;
        this.grace = grace;
        this.meters = meters;
    }

    void giveUpUploads(Instant now) {
        database.write(sql -> sql.execute(GIVE_UP, val(now.minus(grace).atOffset(ZoneOffset.UTC))));
    }

    void run(Project project, Instant now) {
        Instant old = now.minus(grace);
        String last = "";
        List<StoredObject> some;
        do {
            some = objects.list(project.name() + "/", last, BATCH);
            deleteUnknown(
                    project,
                    some.stream()
                            .filter(object -> object.modified().isBefore(old))
                            .toList());
            last = some.isEmpty() ? last : some.getLast().key();
        } while (some.size() == BATCH);
    }

    private void deleteUnknown(Project project, List<StoredObject> candidates) {
        if (candidates.isEmpty()) {
            return;
        }
        String[] keys = candidates.stream().map(StoredObject::key).toArray(String[]::new);
        Set<String> known = Set.copyOf(database.read(
                sql -> sql.resultQuery(KNOWN, val(keys), val(project.id())).fetch(0, String.class)));
        candidates.stream().filter(object -> !known.contains(object.key())).forEach(this::delete);
    }

    private void delete(StoredObject orphan) {
        objects.delete(orphan.key());
        meters.deleted("orphan", 1);
        meters.freed(orphan.size());
    }
}
