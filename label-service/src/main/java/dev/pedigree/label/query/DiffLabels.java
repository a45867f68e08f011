package dev.pedigree.label.query;

import static dev.pedigree.label.engine.LabelColumns.ANNOTATOR;
import static dev.pedigree.label.engine.LabelColumns.ATTRIBUTES;
import static dev.pedigree.label.engine.LabelColumns.CLASS;
import static dev.pedigree.label.engine.LabelColumns.GEOMETRY;
import static dev.pedigree.label.engine.LabelColumns.KEY;
import static dev.pedigree.label.engine.LabelColumns.OBJECT;
import static dev.pedigree.label.engine.LabelColumns.ORDINAL;
import static dev.pedigree.label.engine.LabelColumns.ORIGINAL;
import static dev.pedigree.label.engine.LabelColumns.SAMPLE;
import static dev.pedigree.label.engine.LabelColumns.SOURCE;
import static org.jooq.impl.DSL.choose;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.ledger.Chain;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;

/// What changed from one ledger to another.
///
/// Where one follows the other in the same schema, the events between them say everything, so the price is that of what
/// changed. Else the labels of both are compared: of the samples that either changed since they parted, or, where a
/// schema change lies between them, all.
public final class DiffLabels {
    private static final int BATCH = 1_000;
    private static final String DIFFERENCE = "difference";
    private static final Field<String> FROM = field(name("from_class"), String.class);
    private static final Field<String> TO = field(name("to_class"), String.class);
    private static final Field<Boolean> REST = field(name("rest_differs"), Boolean.class);
    private static final Field<Integer> RANK = field(name("rank"), Integer.class);

    private final Engine engine;
    private final LabelFiles files;
    private final LedgerStore ledgers;

    public DiffLabels(Engine engine, LabelFiles files, LedgerStore ledgers) {
        this.engine = engine;
        this.files = files;
        this.ledgers = ledgers;
    }

    /// @param sink takes the rows, some at a time
    public DiffTotals run(Ledger from, Ledger to, boolean totalsOnly, Consumer<List<Difference>> sink) {
        try (Desk desk = Desk.open(engine, files, ledgers)) {
            compare(desk, ledgers.chain(from), ledgers.chain(to));
            return desk.session().query(sql -> {
                if (!totalsOnly) {
                    stream(sql, sink);
                }
                return totals(sql);
            });
        }
    }

    private static void compare(Desk desk, Chain from, Chain to) {
        int shared = from.shared(to);
        List<Ledger> before = from.ledgers().subList(shared, from.ledgers().size());
        List<Ledger> after = to.ledgers().subList(shared, to.ledgers().size());
        List<Ledger> changed = new ArrayList<>(before);
        changed.addAll(after);
        boolean moved = shared == 0
                || changed.stream().anyMatch(ledger -> !ledger.moves().isEmpty());
        if (moved) {
            compareLabels(desk, from, to, noCondition());
        } else if (!desk.changes("event", changed)) {
            desk.nothing("event");
            collect(desk, eventsOnly());
        } else if (before.isEmpty() && !hasReturned(desk)) {
            collect(desk, eventsOnly());
        } else {
            compareLabels(
                    desk,
                    from,
                    to,
                    exists(selectOne()
                            .from(table(name("event")).as("touched"))
                            .where(in("touched", SAMPLE).eq(coalesce(in("f", SAMPLE), in("t", SAMPLE))))));
        }
    }

    /// The first event of each key says what there was before, the last one what there is.
    private static Select<? extends Record> eventsOnly() {
        Table<?> first = ranked(ORDINAL.asc()).asTable("f");
        Table<?> last = ranked(ORDINAL.desc()).asTable("t");
        Field<String> was = coalesce(in("f", ORIGINAL), inline(""));
        Field<String> is = coalesce(in("t", CLASS), inline(""));
        return select(in("f", SAMPLE), in("f", OBJECT), in("f", ANNOTATOR))
                .select(was.as(FROM), is.as(TO), inline(false).as(REST))
                .from(first)
                .join(last)
                .on(sameKey())
                .where(in("f", RANK).eq(1))
                .and(in("t", RANK).eq(1))
                .and(was.ne(is));
    }

    private static Select<? extends Record> ranked(org.jooq.SortField<?> order) {
        return select(SAMPLE, OBJECT, ANNOTATOR, CLASS, ORIGINAL)
                .select(rowNumber().over().partitionBy(KEY).orderBy(order).as(RANK))
                .from(table(name("event")));
    }

    /// Whether a label has the class that it had: then only the labels themselves say whether the rest is another.
    private static boolean hasReturned(Desk desk) {
        Table<?> first = ranked(ORDINAL.asc()).asTable("f");
        Table<?> last = ranked(ORDINAL.desc()).asTable("t");
        return desk.session()
                .query(sql -> sql.fetchExists(selectOne()
                        .from(first)
                        .join(last)
                        .on(sameKey())
                        .where(in("f", RANK).eq(1))
                        .and(in("t", RANK).eq(1))
                        .and(in("f", ORIGINAL).eq(in("t", CLASS)))));
    }

    private static void compareLabels(Desk desk, Chain from, Chain to, Condition about) {
        desk.labels("before", from.head());
        desk.labels("after", to.head());
        Field<String> was = in("f", CLASS);
        Field<String> is = in("t", CLASS);
        Condition classDiffers = to.holds(from.head())
                ? renamed(was, to.names(from.head())).isDistinctFrom(is)
                : was.isDistinctFrom(from.holds(to.head()) ? renamed(is, from.names(to.head())) : is);
        Condition restDiffers = or(differs(ATTRIBUTES), differs(GEOMETRY), differs(SOURCE))
                .and(was.isNotNull())
                .and(is.isNotNull());
        collect(
                desk,
                select(
                                coalesce(in("f", SAMPLE), in("t", SAMPLE)).as(SAMPLE),
                                coalesce(in("f", OBJECT), in("t", OBJECT)).as(OBJECT),
                                coalesce(in("f", ANNOTATOR), in("t", ANNOTATOR)).as(ANNOTATOR),
                                coalesce(was, inline("")).as(FROM),
                                coalesce(is, inline("")).as(TO),
                                field(restDiffers).as(REST))
                        .from(table(name("before")).as("f"))
                        .fullOuterJoin(table(name("after")).as("t"))
                        .on(sameKey())
                        .where(classDiffers.or(restDiffers))
                        .and(about));
    }

    private static Field<String> renamed(Field<String> id, Map<String, String> names) {
        return names.isEmpty() ? id : choose(id).mapValues(names).otherwise(id);
    }

    private static Condition differs(Field<String> column) {
        return in("f", column).isDistinctFrom(in("t", column));
    }

    private static void collect(Desk desk, Select<? extends Record> differences) {
        desk.session()
                .query(sql -> sql.execute("create temp table " + DIFFERENCE + " as " + sql.renderInlined(differences)));
    }

    private static void stream(DSLContext sql, Consumer<List<Difference>> sink) {
        try (Cursor<? extends Record> rows = sql.select(SAMPLE, OBJECT, ANNOTATOR, FROM, TO, REST)
                .from(table(name(DIFFERENCE)))
                .orderBy(SAMPLE, OBJECT, ANNOTATOR)
                .fetchLazy()) {
            List<Difference> batch = new ArrayList<>(BATCH);
            for (Record row : rows) {
                batch.add(read(row));
                if (batch.size() == BATCH) {
                    sink.accept(batch);
                    batch = new ArrayList<>(BATCH);
                }
            }
            if (!batch.isEmpty()) {
                sink.accept(batch);
            }
        }
    }

    private static Difference read(Record row) {
        return new Difference(
                row.get(SAMPLE), row.get(OBJECT), row.get(ANNOTATOR), row.get(FROM), row.get(TO), row.get(REST));
    }

    private static DiffTotals totals(DSLContext sql) {
        return new DiffTotals(sql.select(FROM, TO, count())
                .from(table(name(DIFFERENCE)))
                .groupBy(FROM, TO)
                .orderBy(FROM, TO)
                .fetch(row -> new DiffTotals.Pair(row.value1(), row.value2(), row.value3())));
    }

    private static Condition sameKey() {
        return KEY.stream().map(DiffLabels::equal).reduce(noCondition(), Condition::and);
    }

    private static <T> Condition equal(Field<T> column) {
        return in("f", column).eq(in("t", column));
    }

    private static <T> Field<T> in(String alias, Field<T> column) {
        return field(name(alias).append(column.getUnqualifiedName()), column.getDataType());
    }
}
