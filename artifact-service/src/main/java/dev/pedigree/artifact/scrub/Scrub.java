package dev.pedigree.artifact.scrub;

import static java.util.stream.Collectors.toMap;
import static org.jooq.impl.DSL.val;

import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.BlobTable;
import dev.pedigree.artifact.blob.Container;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.download.ContainerReader;
import dev.pedigree.artifact.download.Download;
import dev.pedigree.artifact.download.Quarantine;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads containers again, the one that was longest not read first, puts away what is damaged, and takes back what was
/// and is not any more. How far it has come
/// is in the rows, so it goes on wherever it was stopped.
public final class Scrub {
    private static final String NEXT = """
            select container.id, container.kind, container.size, project.id, project.name
            from container join project on project.id = container.project_id
            where dropped_at is null
              and coalesce(verified_at, container.created_at) <= clock_timestamp() - make_interval(secs => {0})
            order by verified_at nulls first, container.id limit 1""";

    private final Database database;
    private final ContainerReader reader;
    private final Quarantine quarantine;
    private final Duration rest;
    private final Counter bytes;

    /// @param rest what was written or read so recently is not read again
    public Scrub(Database database, ObjectStore objects, Quarantine quarantine, Duration rest, MeterRegistry meters) {
        this.database = database;
        this.reader = new ContainerReader(objects);
        this.quarantine = quarantine;
        this.rest = rest;
        this.bytes = Counter.builder("pedigree.artifact.scrub.bytes")
                .description("Bytes read again to see whether they are what they were")
                .baseUnit("bytes")
                .register(meters);
    }

    private record Due(long id, Container.Kind kind, long size, Project project) {}

    /// Reads the next container that is due. Answers how many bytes it has; empty if none is due.
    public Optional<Long> next() {
        return due().map(container -> {
            List<Blob> blobs = database.read(sql -> BlobTable.in(sql, container.id()));
            switch (container.kind()) {
                case ALONE, PACK -> read(container.project(), blobs);
                case PARTS -> blobs.forEach(blob -> quarantine.check(container.project(), blob));
            }
            database.write(sql -> sql.execute("update container set verified_at = now() where id = ?", container.id()));
            bytes.increment(container.size());
            return container.size();
        });
    }

    private void read(Project project, List<Blob> blobs) {
        Map<Digest, Blob> rows = blobs.stream().collect(toMap(Blob::digest, blob -> blob));
        reader.read(
                blobs.stream().map(Blob::undamaged).toList(),
                (blob, download) ->
                        quarantine.check(project, rows.get(blob.digest()), download instanceof Download.Given));
    }

    private Optional<Due> due() {
        return database.read(sql -> sql.resultQuery(NEXT, val((double) rest.toSeconds()))
                .fetchOptional(row -> new Due(
                        row.get(0, Long.class),
                        Container.Kind.of(row.get(1, Short.class)),
                        row.get(2, Long.class),
                        new Project(new ProjectName(row.get(4, String.class)), row.get(3, Integer.class)))));
    }
}
