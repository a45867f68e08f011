package dev.pedigree.label.prepare;

import dev.pedigree.label.engine.LedgerFiles;
import dev.pedigree.label.engine.Session;
import dev.pedigree.label.rule.ChangeKind;
import dev.pedigree.label.rule.LedgerDigest;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.CorrectionCount;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.LabelRefusal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.Cursor;
import org.jooq.Record;

/// A change on the table of the engine: held against the rules, counted, and written.
final class Workbench {
    /// Different attributes that are told apart in a refusal.
    private static final int MOST_ILLEGAL = 1_000;

    private final Session session;
    private final Change change;

    /// @param rows the converted change file, if there is one
    /// @param parent the labels that are changed
    Workbench(Session session, Change change, Optional<Path> rows, LedgerFiles parent) {
        this.session = session;
        this.change = change;
        rows.ifPresentOrElse(file -> session.defineChange("change", file), () -> execute(Tables.NO_CHANGE));
        session.defineLabels("parent", parent);
        session.defineTexts("known_class", "id", change.schema().ids().iterator());
        execute(Tables.SOUND);
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
    /// @param paths the files of the manifest, asked for only if a row names one
    Optional<LabelRefusal> refusal(Supplier<Iterator<String>> paths) {
        Faults faults = new Faults(session);
        Checks checks = new Checks(faults);
        checks.rows();
        checks.change();
        if (namesPaths()) {
            session.defineTexts("known_path", "value", paths.get());
            checks.paths();
        }
        execute(Tables.TOUCHED);
        checks.parent(change.kind());
        if (faults.none()) {
            defineDelta();
            judgeAttributes(checks);
            new Drawings(session, change).judge(faults);
        }
        return faults.none() ? Optional.empty() : Optional.of(faults.refusal());
    }

    boolean namesPaths() {
        return (boolean) session.query(sql -> sql.fetchValue("select count(path) > 0 from sound"));
    }

    private void defineDelta() {
        String delta = change.kind().corrects() ? Tables.CORRECTED : Tables.BROUGHT;
        execute(delta.formatted(change.ordinal(), change.epoch()));
        execute(change.kind() == ChangeKind.SCHEMA ? Tables.AFTER_MOVE : Tables.AFTER);
    }

    /// A schema change holds every label against the new classes, other changes only theirs.
    private void judgeAttributes(Checks checks) {
        String judged = change.kind() == ChangeKind.SCHEMA ? "after" : "delta";
        execute("create temp table illegal_attributes (class varchar, attributes varchar, why varchar)");
        session.defineTexts("demanding", "id", change.schema().demanding().iterator());
        String distinct = """
                select distinct class, attributes from %s
                where class is not null and (attributes is not null or class in (select id from demanding))""".formatted(judged);
        List<Record> illegal = session.query(sql -> {
            try (Cursor<Record> used = sql.fetchLazy(distinct)) {
                return used.stream()
                        .filter(row -> fault(row).isPresent())
                        .limit(MOST_ILLEGAL)
                        .toList();
            }
        });
        illegal.forEach(row -> session.query(sql -> sql.execute(
                "insert into illegal_attributes values (?, ?, ?)",
                row.get(0, String.class),
                row.get(1, String.class),
                fault(row).orElseThrow())));
        if (!illegal.isEmpty()) {
            checks.attributes(judged);
        }
    }

    private Optional<String> fault(Record row) {
        return change.schema().fault(row.get(0, String.class), Optional.ofNullable(row.get(1, String.class)));
    }

    Digest digest() {
        LedgerDigest digest = new LedgerDigest(
                change.parent().map(ledger -> ledger.name().digest()),
                change.kind(),
                change.schema().digest(),
                change.moves());
        session.query(sql -> {
            try (Cursor<Record> rows = sql.fetchLazy(Tables.CANONICAL)) {
                rows.forEach(row -> digest.add(row.get(0, String.class)));
            }
            return true;
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
                       count(*) filter (where class is null), count(distinct sample) from delta"""));
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
                        group by all order by all"""))
                .forEach(row -> statistics.addCorrections(CorrectionCount.newBuilder()
                        .setOriginal(row.get(0, String.class))
                        .setCorrected(row.get(1, String.class))
                        .setAnnotations(row.get(2, Long.class))));
    }

    /// Writes the events into files, sorted.
    Written write(Path folder) {
        long events = (long) session.query(sql -> sql.fetchValue("select count(*) from delta"));
        return events == 0 ? new Written(0, List.of()) : new Written(events, session.writeSegment("delta", folder));
    }

    record Written(long events, List<Session.SegmentFile> files) {}

    private void execute(String statement) {
        session.query(sql -> sql.execute(statement));
    }
}
