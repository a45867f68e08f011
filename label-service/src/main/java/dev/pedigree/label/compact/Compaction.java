package dev.pedigree.label.compact;

import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.engine.Session;
import dev.pedigree.label.file.FileCache;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.intake.Folders;
import dev.pedigree.label.keep.Aside;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.ledger.Segment;
import dev.pedigree.lifecycle.name.ProjectName;
import java.nio.file.Path;
import java.util.List;

/// Merges the youngest segments of a ledger's layout when they are due, one ledger at a time and beside the calls
/// that are served. The ledger stays what it is: the files hold the same events, in one place.
///
/// What is not done, because the service went down or there was too much of it, is done when the next change comes.
public final class Compaction implements AutoCloseable {
    private static final String MERGED = """
        create temp view merged as
        select sample, object, annotator, ordinal, epoch, class, attributes, geometry, source, model, confidence,
               labelled_at, path, original, corrector, reason,
               lead(ordinal) over (partition by sample, object, annotator order by ordinal) as outdone
        from event\
        """;

    private final Engine engine;
    private final LabelFiles files;
    private final LedgerStore ledgers;
    private final Path scratch;
    private final Aside aside = new Aside("compaction");

    public Compaction(Engine engine, LabelFiles files, LedgerStore ledgers, Path scratch) {
        this.engine = engine;
        this.files = files;
        this.ledgers = ledgers;
        this.scratch = scratch;
    }

    /// Looks whether something is due, some time soon.
    public void later(Ledger ledger) {
        aside.later("merging the segments of " + ledger.name(), () -> run(ledger));
    }

    private void run(Ledger ledger) {
        List<Segment> due = SizeRatio.due(ledgers.layout(ledger));
        if (due.size() < 2) {
            return;
        }
        Path folder = Folders.fresh(scratch, "merge-");
        try (FileCache.Use use = files.use();
                Session session = engine.open()) {
            ledgers.replace(ledger, due, merge(ledger.name().project(), due, use, session, folder.resolve("segment")));
        } finally {
            Folders.delete(folder);
        }
    }

    private Segment merge(ProjectName project, List<Segment> due, FileCache.Use use, Session session, Path folder) {
        session.defineEvents(
                "event",
                LabelFiles.paths(use, project, due).stream()
                        .flatMap(List::stream)
                        .toList());
        session.query(sql -> sql.execute(MERGED));
        return files.store(
                project,
                due.getFirst().firstOrdinal(),
                due.getLast().lastOrdinal(),
                due.stream().mapToLong(Segment::events).sum(),
                session.writeSegment("merged", "sample, object, annotator, ordinal", folder));
    }

    @Override
    public void close() {
        aside.close();
    }
}
