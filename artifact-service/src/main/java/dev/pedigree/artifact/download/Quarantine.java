package dev.pedigree.artifact.download;

import static org.jooq.impl.DSL.val;

import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.chassis.db.Database;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts away blobs whose bytes are no longer what they were: nobody is given them, FindMissingBlobs calls them missing,
/// and whoever uploads them again heals them, as does a store that gives the right bytes again. Every replica knows
/// from the moment on at which the row says so.
public final class Quarantine {
    private static final Logger LOGGER = LoggerFactory.getLogger(Quarantine.class);

    /// Only where it was found: it may lie elsewhere by now, healed.
    private static final String PUT_AWAY = """
            update blob set quarantined_at = clock_timestamp() from container
            where blob.project_id = {0} and blob.sha256 = {1} and blob.object_offset = {2}
              and container.id = blob.container_id and container.key = {3} and blob.quarantined_at is null""";

    private static final String TAKE_BACK = """
            update blob set quarantined_at = null from container
            where blob.project_id = {0} and blob.sha256 = {1} and blob.object_offset = {2}
              and container.id = blob.container_id and container.key = {3} and blob.quarantined_at is not null""";

    private static final String TELL = "update project set quarantines = quarantines + 1 where id = {0}";

    private final Database database;
    private final Predicate<Blob> isSound;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong takenBack = new AtomicLong();

    /// @param isSound reads a blob, and says whether it is what it was
    public Quarantine(Database database, Predicate<Blob> isSound) {
        this.database = database;
        this.isSound = isSound;
    }

    public void bindTo(MeterRegistry meters) {
        FunctionCounter.builder("pedigree.artifact.quarantined", count, AtomicLong::get)
                .description("Blobs that were found damaged")
                .register(meters);
        FunctionCounter.builder("pedigree.artifact.quarantined.cleared", takenBack, AtomicLong::get)
                .description("Blobs that were found damaged, and sound again later")
                .register(meters);
    }

    /// To be called with a blob that was read and was not what it was. It is read once more, since bytes are also
    /// damaged on their way. Answers whether it is damaged; a store that does not answer says nothing of it.
    public boolean suspect(Project project, Blob blob) {
        if (blob.damaged()) {
            return true;
        }
        if (isSound.test(blob)) {
            return false;
        }
        putAway(project, blob);
        return true;
    }

    /// Reads a blob, and puts it away if it is damaged, or takes it back if it was and is not any more.
    public void check(Project project, Blob blob) {
        check(project, blob, isSound.test(blob.undamaged()));
    }

    /// To be called with a blob whose bytes were read, whatever its row says of it.
    ///
    /// @param sound whether they are what they were
    public void check(Project project, Blob blob, boolean sound) {
        if (!sound) {
            suspect(project, blob);
        } else if (blob.damaged()) {
            takeBack(project, blob);
        }
    }

    private void putAway(Project project, Blob blob) {
        int rows = database.write(sql -> {
            int found = execute(sql, PUT_AWAY, project, blob);
            sql.execute(TELL, val(project.id()));
            return found;
        });
        if (rows > 0) {
            count.incrementAndGet();
            LOGGER.error(
                    "QUARANTINED {} of {}: what lies in {} from byte {} on does not hash to it; pushing it again heals it",
                    blob.digest(),
                    project.name(),
                    blob.location().key(),
                    blob.location().offset());
        }
    }

    /// Nobody remembers what is missing, so there is nobody to be told.
    private void takeBack(Project project, Blob blob) {
        if (database.write(sql -> execute(sql, TAKE_BACK, project, blob)) > 0) {
            takenBack.incrementAndGet();
            LOGGER.warn("{} of {} was in quarantine and is what it was again", blob.digest(), project.name());
        }
    }

    private static int execute(DSLContext sql, String statement, Project project, Blob blob) {
        return sql.execute(
                statement,
                val(project.id()),
                val(blob.digest().bytes()),
                val(blob.location().offset()),
                val(blob.location().key()));
    }
}
