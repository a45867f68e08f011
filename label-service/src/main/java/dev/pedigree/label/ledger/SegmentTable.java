package dev.pedigree.label.ledger;

import static dev.pedigree.label.jooq.Tables.LAYOUT;
import static dev.pedigree.label.jooq.Tables.LEDGER;
import static dev.pedigree.label.jooq.Tables.LEDGER_SEGMENT;
import static dev.pedigree.label.jooq.Tables.SEGMENT;
import static dev.pedigree.label.jooq.Tables.SEGMENT_FILE;
import static java.util.stream.Collectors.groupingBy;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Result;

/// The SQL of `segment`, `segment_file`, `ledger_segment` and `layout`.
final class SegmentTable {
    private SegmentTable() {}

    static long insert(DSLContext sql, String project, Segment segment) {
        long id = Objects.requireNonNull(sql.insertInto(SEGMENT)
                .set(SEGMENT.PROJECT, project)
                .set(SEGMENT.FIRST_ORDINAL, segment.firstOrdinal())
                .set(SEGMENT.LAST_ORDINAL, segment.lastOrdinal())
                .set(SEGMENT.EVENTS, segment.events())
                .returningResult(SEGMENT.ID)
                .fetchSingle()
                .value1());
        for (int position = 0; position < segment.files().size(); position++) {
            Segment.File file = segment.files().get(position);
            sql.insertInto(SEGMENT_FILE)
                    .set(SEGMENT_FILE.SEGMENT_ID, id)
                    .set(SEGMENT_FILE.POSITION, (short) position)
                    .set(SEGMENT_FILE.SHA256, file.digest().bytes())
                    .set(SEGMENT_FILE.SIZE, file.size())
                    .set(SEGMENT_FILE.FIRST_SAMPLE, file.first())
                    .set(SEGMENT_FILE.LAST_SAMPLE, file.last())
                    .execute();
        }
        return id;
    }

    /// Says which segment a new ledger brought, and reads it from its parent's layout and that.
    static void connect(DSLContext sql, long ledger, long segment, List<Long> layout) {
        sql.insertInto(LEDGER_SEGMENT)
                .set(LEDGER_SEGMENT.LEDGER_ID, ledger)
                .set(LEDGER_SEGMENT.SEGMENT_ID, segment)
                .execute();
        lay(sql, ledger, layout);
    }

    static void lay(DSLContext sql, long ledger, List<Long> segments) {
        for (int position = 0; position < segments.size(); position++) {
            sql.insertInto(LAYOUT)
                    .values(val(ledger), val((short) position), val(segments.get(position)))
                    .execute();
        }
    }

    static void unlay(DSLContext sql, long ledger) {
        sql.deleteFrom(LAYOUT).where(LAYOUT.LEDGER_ID.eq(ledger)).execute();
    }

    /// Says which segment the ledger brought, whatever was said before.
    static void bring(DSLContext sql, long ledger, long segment) {
        sql.deleteFrom(LEDGER_SEGMENT)
                .where(LEDGER_SEGMENT.LEDGER_ID.eq(ledger))
                .execute();
        sql.insertInto(LEDGER_SEGMENT)
                .set(LEDGER_SEGMENT.LEDGER_ID, ledger)
                .set(LEDGER_SEGMENT.SEGMENT_ID, segment)
                .execute();
    }

    /// Forgets what these ledgers are read from and what they brought, but for what others are read from too.
    static void forget(DSLContext sql, Collection<Long> ledgers) {
        Set<Long> segments = sql.select(LAYOUT.SEGMENT_ID)
                .from(LAYOUT)
                .where(LAYOUT.LEDGER_ID.in(ledgers))
                .union(select(LEDGER_SEGMENT.SEGMENT_ID)
                        .from(LEDGER_SEGMENT)
                        .where(LEDGER_SEGMENT.LEDGER_ID.in(ledgers)))
                .fetchSet(LAYOUT.SEGMENT_ID);
        sql.deleteFrom(LAYOUT).where(LAYOUT.LEDGER_ID.in(ledgers)).execute();
        sql.deleteFrom(LEDGER_SEGMENT)
                .where(LEDGER_SEGMENT.LEDGER_ID.in(ledgers))
                .execute();
        segments.removeAll(sql.select(LAYOUT.SEGMENT_ID)
                .from(LAYOUT)
                .where(LAYOUT.SEGMENT_ID.in(segments))
                .union(select(LEDGER_SEGMENT.SEGMENT_ID)
                        .from(LEDGER_SEGMENT)
                        .where(LEDGER_SEGMENT.SEGMENT_ID.in(segments)))
                .fetchSet(LAYOUT.SEGMENT_ID));
        sql.deleteFrom(SEGMENT_FILE).where(SEGMENT_FILE.SEGMENT_ID.in(segments)).execute();
        sql.deleteFrom(SEGMENT).where(SEGMENT.ID.in(segments)).execute();
    }

    /// What ledgers are read from, what they brought, and their change files.
    static Map<ProjectName, List<Digest>> files(DSLContext sql) {
        return sql.select(SEGMENT.PROJECT, SEGMENT_FILE.SHA256)
                .from(SEGMENT_FILE)
                .join(SEGMENT)
                .on(SEGMENT.ID.eq(SEGMENT_FILE.SEGMENT_ID))
                .where(SEGMENT.ID.in(select(LAYOUT.SEGMENT_ID)
                        .from(LAYOUT)
                        .union(select(LEDGER_SEGMENT.SEGMENT_ID).from(LEDGER_SEGMENT))))
                .union(select(LEDGER.PROJECT, LEDGER.CHANGE_FILE).from(LEDGER).where(LEDGER.CHANGE_FILE.isNotNull()))
                .fetch()
                .intoGroups(row -> new ProjectName(row.value1()), row -> Digest.of(row.value2()));
    }

    static List<Segment> layout(DSLContext sql, long ledger) {
        return read(sql.select(SEGMENT.ID, SEGMENT.FIRST_ORDINAL, SEGMENT.LAST_ORDINAL, SEGMENT.EVENTS)
                .select(SEGMENT_FILE.SHA256, SEGMENT_FILE.SIZE, SEGMENT_FILE.FIRST_SAMPLE, SEGMENT_FILE.LAST_SAMPLE)
                .from(LAYOUT)
                .join(SEGMENT)
                .on(SEGMENT.ID.eq(LAYOUT.SEGMENT_ID))
                .leftJoin(SEGMENT_FILE)
                .on(SEGMENT_FILE.SEGMENT_ID.eq(SEGMENT.ID))
                .where(LAYOUT.LEDGER_ID.eq(ledger))
                .orderBy(LAYOUT.POSITION, SEGMENT_FILE.POSITION)
                .fetch());
    }

    /// What each of these ledgers brought, in the order of their ordinals.
    static List<Segment> brought(DSLContext sql, Collection<Long> ledgers) {
        return read(sql.select(SEGMENT.ID, SEGMENT.FIRST_ORDINAL, SEGMENT.LAST_ORDINAL, SEGMENT.EVENTS)
                .select(SEGMENT_FILE.SHA256, SEGMENT_FILE.SIZE, SEGMENT_FILE.FIRST_SAMPLE, SEGMENT_FILE.LAST_SAMPLE)
                .from(LEDGER_SEGMENT)
                .join(SEGMENT)
                .on(SEGMENT.ID.eq(LEDGER_SEGMENT.SEGMENT_ID))
                .leftJoin(SEGMENT_FILE)
                .on(SEGMENT_FILE.SEGMENT_ID.eq(SEGMENT.ID))
                .where(LEDGER_SEGMENT.LEDGER_ID.in(ledgers))
                .orderBy(SEGMENT.FIRST_ORDINAL, SEGMENT.ID, SEGMENT_FILE.POSITION)
                .fetch());
    }

    private static List<Segment> read(Result<? extends org.jooq.Record> rows) {
        Map<Long, List<org.jooq.Record>> bySegment = rows.stream()
                .map(row -> (org.jooq.Record) row)
                .collect(groupingBy(
                        row -> row.get(SEGMENT.ID), LinkedHashMap::new, java.util.stream.Collectors.toList()));
        return bySegment.values().stream().map(SegmentTable::segment).toList();
    }

    private static Segment segment(List<org.jooq.Record> rows) {
        org.jooq.Record first = rows.getFirst();
        return new Segment(
                first.get(SEGMENT.ID),
                first.get(SEGMENT.FIRST_ORDINAL),
                first.get(SEGMENT.LAST_ORDINAL),
                first.get(SEGMENT.EVENTS),
                rows.stream()
                        .filter(row -> row.get(SEGMENT_FILE.SHA256) != null)
                        .map(row -> new Segment.File(
                                Digest.of(row.get(SEGMENT_FILE.SHA256)),
                                row.get(SEGMENT_FILE.SIZE),
                                row.get(SEGMENT_FILE.FIRST_SAMPLE),
                                row.get(SEGMENT_FILE.LAST_SAMPLE)))
                        .toList());
    }
}
