package dev.pedigree.label.prepare;

import dev.pedigree.label.engine.LedgerFiles;
import dev.pedigree.label.engine.Session;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.ledger.Segment;
import dev.pedigree.label.rule.ChangeKind;
import dev.pedigree.label.rule.LedgerDigest;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.CorrectionCount;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.LabelRefusal;
import dev.pedigree.v1.MovedCount;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.Cursor;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;

/// A change on the table of the engine: held against the rules, counted, and written.
final class Workbench {
    /// Rows that are sorted once into a table. More stay in their file and are sorted whenever they have to be.
    private static final int MOST_IN_TABLE = 2_000_000;

    private final Session session;
    private final Change change;
    private final String order;

    /// @param rows the converted change file, if there is one
    /// @param count how many it has
    /// @param parent the labels that are changed
    Workbench(Session session, Change change, Optional<Path> rows, long count, LedgerFiles parent) {
        this.session = session;
        this.change = change;
        this.order = count <= MOST_IN_TABLE ? Tables.BY_PLACE : Tables.BY_KEY;
        rows.ifPresentOrElse(file -> session.defineChange("change", file), () -> execute(Tables.NO_CHANGE));
        execute(count <= MOST_IN_TABLE ? Tables.SOUND : Tables.MANY_SOUND);
        session.defineLabels("parent", parent);
        session.defineLabels("neighbour", parent, "sound");
        session.defineTexts("known_class", "id", change.schema().ids().iterator());
        execute(Tables.FIELD);
        defineMoves();
    }

    private void defineMoves() {
        execute("create temp table move (moved varchar, target varchar, targets integer)");
        change.moves().targets().forEach((from, targets) -> {
            List<String> rows = targets.isEmpty() ? Collections.singletonList(null) : targets;
            rows.forEach(target -> session.query(
                    sql -> sql.execute("insert into move values (?, ?, ?)", from, target, targets.size())));
        });
    }

    /// What is wrong with the change; then nothing else may be asked.
    ///
    /// @param paths the files of the manifest, asked for only if there is a path to look for
    Optional<LabelRefusal> refusal(Supplier<Iterator<String>> paths) {
        Faults faults = new Faults(session);
        Checks checks = new Checks(faults);
        checks.rows();
        judgeKeys(faults, checks);
        checks.classes();
        if (change.goesElsewhere() || namesPaths()) {
            session.defineTexts("known_path", "value", paths.get());
            checks.paths();
        }
        if (change.goesElsewhere()) {
            checks.earlierPaths();
        }
        touch();
        checks.parent(change.kind());
        if (faults.none()) {
            defineDelta();
            // A schema change holds every label against the new classes, other changes only theirs.
            new Attributes(session, change.schema()).judge(faults, change.kind() == ChangeKind.SCHEMA);
            new Drawings(session, change).judge(faults);
        }
        return faults.none() ? Optional.empty() : Optional.of(faults.refusal());
    }

    /// Takes a change as right that was found so before.
    void trust() {
        touch();
        defineDelta();
    }

    private void touch() {
        execute(change.kind().corrects() ? Tables.TOUCHED_WHOLE : Tables.TOUCHED);
        if (change.kind().corrects()) {
            execute(Tables.MATCHED);
        }
    }

    /// Keys that ascend do not come twice.
    private void judgeKeys(Faults faults, Checks checks) {
        boolean numbered = order.equals(Tables.BY_PLACE);
        if (numbered && session.query(sql -> sql.fetchValue(Tables.ASCENDING)).equals(true)) {
            return;
        }
        boolean before = faults.none();
        checks.keys();
        if (numbered && before && faults.none()) {
            throw new IllegalStateException("the engine does not number rows in their order");
        }
    }

    /// The manifest that has the paths of all labels; empty: there are none.
    Optional<Digest> manifest() {
        return change.parentManifest().isPresent() || namesPaths()
                ? change.manifest().or(change::parentManifest)
                : Optional.empty();
    }

    private boolean namesPaths() {
        return (boolean) session.query(sql -> sql.fetchValue("select count(path) > 0 from sound"));
    }

    private void defineDelta() {
        String delta = change.kind().corrects() ? Tables.CORRECTED : Tables.BROUGHT;
        execute(delta.formatted(change.ordinal(), change.epoch()));
        execute(
                switch (change.kind()) {
                    case INITIAL, ADDITIVE -> Tables.AFTER;
                    case CORRECTIVE -> Tables.AFTER_CORRECTIONS;
                    case SCHEMA -> Tables.AFTER_MOVE;
                });
    }

    Digest digest() {
        LedgerDigest digest = new LedgerDigest(
                change.parent().map(ledger -> ledger.name().digest()),
                change.kind(),
                change.schema().digest(),
                change.moves());
        session.query(sql -> {
            try (Cursor<Record> cursor = sql.fetchLazy(Tables.CANONICAL + " order by " + order);
                    ResultSet rows = cursor.resultSet()) { // a record for each row would take longer than all the rest
                while (rows.next()) {
                    digest.add(rows.getString(1));
                }
                return true;
            } catch (SQLException failure) {
                throw new DataAccessException(failure.getMessage(), failure);
            }
        });
        return digest.finish();
    }

    /// What the labels come to, if the parent's came to `before`.
    Counts count(Counts before) {
        Census census = new Census(session);
        if (change.kind() == ChangeKind.SCHEMA) {
            return census.count("after");
        }
        Counts after = census.count("after");
        return change.parent().isEmpty()
                ? after
                : before.minus(census.count("touched")).plus(after);
    }

    /// Adds what the change did.
    void describe(LabelLedgerStatistics.Builder statistics) {
        Record totals = session.query(sql -> sql.fetchSingle("""
            select count(*) filter (where original is null), count(*) filter (where original is not null and class is not null),
                   count(*) filter (where class is null), count(distinct sample) from delta\
            """));
        long moved = change.kind() != ChangeKind.SCHEMA
                ? 0
                : (long) session.query(sql -> sql.fetchValue(
                        "select count(*) from parent where class in (select moved from move where targets = 0)"));
        statistics
                .setAdded(totals.get(0, Long.class))
                .setCorrected(totals.get(1, Long.class))
                .setWithdrawn(totals.get(2, Long.class) + moved)
                .setChangedSamples(totals.get(3, Long.class));
        session.query(sql -> sql.fetch("""
            select original, coalesce(class, ''), count(*) from delta where original is not null
            group by all order by all\
            """))
                .forEach(row -> statistics.addCorrections(CorrectionCount.newBuilder()
                        .setOriginal(row.get(0, String.class))
                        .setCorrected(row.get(1, String.class))
                        .setAnnotations(row.get(2, Long.class))));
        if (change.kind() == ChangeKind.SCHEMA) {
            session.query(sql -> sql.fetch(Tables.MOVED))
                    .forEach(row -> statistics.addMoved(MovedCount.newBuilder()
                            .setClassId(row.get(0, String.class))
                            .setAnnotations(row.get(1, Long.class))));
        }
    }

    /// Writes the events into files, sorted, and stores them.
    Segment write(LabelFiles files, Path folder) {
        long events = (long) session.query(sql -> sql.fetchValue("select count(*) from delta"));
        List<Session.SegmentFile> written = events == 0 ? List.of() : session.writeSegment("delta", order, folder);
        return files.store(change.project(), change.ordinal(), change.ordinal(), events, written);
    }

    private void execute(String statement) {
        session.query(sql -> sql.execute(statement));
    }
}
