package dev.pedigree.label.prepare;

import dev.pedigree.label.engine.LedgerFiles;
import dev.pedigree.label.engine.Session;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.ledger.Segment;
import dev.pedigree.label.rule.ChangeKind;
import dev.pedigree.label.rule.LedgerDigest;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.LabelRefusal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.Cursor;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;

/// A change on the table of the engine: held against the rules, counted, and written.
final class Workbench {
    /// Rows that are sorted once into a table. More stay in their file and are sorted whenever they have to be.
    private static final int MOST_IN_TABLE = 2_000_000;

    private final Session session;
    private final Sideline sideline;
    private final Change change;
    private final boolean numbered;
    private final Supplier<Digest> digest;

    /// @param rows the converted change file, if there is one
    /// @param count how many it has
    /// @param parent the labels that are changed
    Workbench(Session session, Sideline sideline, Change change, Optional<Path> rows, long count, LedgerFiles parent) {
        this.session = session;
        this.sideline = sideline;
        this.change = change;
        this.numbered = count <= MOST_IN_TABLE;
        rows.ifPresentOrElse(file -> session.defineChange("change", file), () -> execute(Tables.NO_CHANGE));
        execute(numbered ? Tables.SOUND : Tables.MANY_SOUND);
        execute(Tables.FIELD);
        this.digest = aside(this::digest);
        session.defineLabels("parent", parent);
        session.defineLabels("neighbour", parent, "sound");
        session.defineTexts("known_class", "id", change.schema().ids().iterator());
        defineMoves();
    }

    /// Work that can be done while other work is, unless there are so many rows that each alone may take all memory.
    private <T> Supplier<T> aside(Function<Session, T> work) {
        return numbered ? sideline.begin(work) : () -> work.apply(session);
    }

    private String order() {
        return numbered ? Tables.BY_PLACE : Tables.BY_KEY;
    }

    private void defineMoves() {
        execute("create table move (moved varchar, target varchar, targets integer)");
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
        if (change.kind() == ChangeKind.SCHEMA) {
            execute(Tables.AFTER_MOVE); // all of it is judged
        }
    }

    Digest digest() {
        return digest.get();
    }

    private Digest digest(Session beside) {
        LedgerDigest digest = new LedgerDigest(
                change.parent().map(ledger -> ledger.name().digest()),
                change.kind(),
                change.schema().digest(),
                change.moves());
        beside.query(sql -> {
            try (Cursor<Record> cursor = sql.fetchLazy(Tables.CANONICAL + " order by " + order());
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

    /// Begins to count. Nothing else changes the tables any more.
    Supplier<Tally> count(Counts before) {
        return aside(counting -> new Teller(counting, change).count(before));
    }

    /// Writes the events into files, sorted, and stores them.
    Segment write(LabelFiles files, Path folder) {
        long events = (long) session.query(sql -> sql.fetchValue("select count(*) from delta"));
        List<Session.SegmentFile> written = events == 0 ? List.of() : session.writeSegment("delta", order(), folder);
        return files.store(change.project(), change.ordinal(), change.ordinal(), events, written);
    }

    private void execute(String statement) {
        session.query(sql -> sql.execute(statement));
    }
}
