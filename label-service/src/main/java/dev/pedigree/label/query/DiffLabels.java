package dev.pedigree.label.query;

import static dev.pedigree.label.engine.LabelColumns.ANNOTATOR;
import static dev.pedigree.label.engine.LabelColumns.ATTRIBUTES;
import static dev.pedigree.label.engine.LabelColumns.CLASS;
import static dev.pedigree.label.engine.LabelColumns.CONFIDENCE;
import static dev.pedigree.label.engine.LabelColumns.GEOMETRY;
import static dev.pedigree.label.engine.LabelColumns.KEY;
import static dev.pedigree.label.engine.LabelColumns.MODEL;
import static dev.pedigree.label.engine.LabelColumns.OBJECT;
import static dev.pedigree.label.engine.LabelColumns.ORDINAL;
import static dev.pedigree.label.engine.LabelColumns.ORIGINAL;
import static dev.pedigree.label.engine.LabelColumns.SAMPLE;
import static dev.pedigree.label.engine.LabelColumns.SOURCE;
import static org.jooq.impl.DSL.choose;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.ledger.Chain;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import java.sql.ResultSet;
import java.sql.SQLException;
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
import org.jooq.exception.DataAccessException;

/// What changed from one ledger to another.
///
/// Where one follows the other in the same schema, the events between them say everything, so the price is that of what
/// changed. Else the labels of both are compared: of the samples that either changed since they parted, or, where a
/// schema change lies between them, all.
public final class DiffLabels {
    private static final int BATCH = 1_000;
    private static final String DIFFERENCE = "difference";
    private static final String PAIR = "pair";
    /// What a correction may change beside the class.
    private static final List<Field<?>> REST_COLUMNS = List.of(ATTRIBUTES, GEOMETRY, SOURCE, MODEL, CONFIDENCE);
    private static final Field<String> WAS = field(name("was"), String.class);
    private static final Field<String> IS = field(name("is_now"), String.class);
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
            desk.labels("before", from.head());
            desk.labels("after", to.head());
            compareLabels(desk, from, to);
        } else if (!desk.changes("event", changed)) {
            desk.nothing("event");
            pair(desk, oneChange());
            collect(desk, pairsOnly());
        } else if (before.isEmpty() && pair(desk, after.size() == 1 ? oneChange() : severalChanges())) {
            collect(desk, pairsOnly());
        } else {
            desk.labels("before", from.head(), "event");
            desk.labels("after", to.head(), "event");
            compareLabels(desk, from, to);
        }
    }

    /// Defines the table `pair`: what there was before and what there is, of each key that an event is about.
    ///
    /// @return whether that is all; not where a label has the class that it had, and its rest may be another
    private static boolean pair(Desk desk, Select<? extends Record> pairs) {
        return desk.session().query(sql -> {
            sql.execute("create temp table " + PAIR + " as " + sql.renderInlined(pairs));
            return !sql.fetchExists(selectOne().from(table(name(PAIR))).where(WAS.eq(IS)));
        });
    }

    /// One ledger says of each key once what it was and is.
    private static Select<? extends Record> oneChange() {
        return select(SAMPLE, OBJECT, ANNOTATOR, ORIGINAL.as(WAS), CLASS.as(IS)).from(table(name("event")));
    }

    /// The first event of each key says what there was before, the last one what there is.
    private static Select<? extends Record> severalChanges() {
        Table<?> first = ranked(ORDINAL.asc()).asTable("f");
        Table<?> last = ranked(ORDINAL.desc()).asTable("t");
        return select(in("f", SAMPLE), in("f", OBJECT), in("f", ANNOTATOR))
                .select(in("f", ORIGINAL).as(WAS), in("t", CLASS).as(IS))
                .from(first)
                .join(last)
                .on(sameKey())
                .where(in("f", RANK).eq(1))
                .and(in("t", RANK).eq(1));
    }

    private static Select<? extends Record> ranked(org.jooq.SortField<?> order) {
        return select(SAMPLE, OBJECT, ANNOTATOR, CLASS, ORIGINAL)
                .select(rowNumber().over().partitionBy(KEY).orderBy(order).as(RANK))
                .from(table(name("event")));
    }

    private static Select<? extends Record> pairsOnly() {
        return select(SAMPLE, OBJECT, ANNOTATOR)
                .select(
                        coalesce(WAS, inline("")).as(FROM),
                        coalesce(IS, inline("")).as(TO),
                        inline(false).as(REST))
                .from(table(name(PAIR)))
                .where(WAS.isDistinctFrom(IS));
    }

    private static void compareLabels(Desk desk, Chain from, Chain to) {
        Field<String> was = in("f", CLASS);
        Field<String> is = in("t", CLASS);
        Condition classDiffers = stayed(from, to)
                ? renamed(was, to.names(from.head())).isDistinctFrom(is)
                : was.isDistinctFrom(stayed(to, from) ? renamed(is, from.names(to.head())) : is);
        Condition restDiffers = not(classDiffers)
                .and(REST_COLUMNS.stream().map(DiffLabels::differs).reduce(falseCondition(), Condition::or));
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
                        .where(classDiffers.or(restDiffers)));
    }

    /// Whether its classes are still those that it shared with the other: then the other knows what became of them.
    private static boolean stayed(Chain chain, Chain other) {
        int shared = chain.shared(other);
        return shared > 0 && chain.at(shared).epoch() == chain.head().epoch();
    }

    private static Field<String> renamed(Field<String> id, Map<String, String> names) {
        return names.isEmpty() ? id : choose(id).mapValues(names).otherwise(id);
    }

    private static <T> Condition differs(Field<T> column) {
        return in("f", column).isDistinctFrom(in("t", column));
    }

    private static void collect(Desk desk, Select<? extends Record> differences) {
        desk.session()
                .query(sql -> sql.execute("create temp table " + DIFFERENCE + " as " + sql.renderInlined(differences)));
    }

    private static void stream(DSLContext sql, Consumer<List<Difference>> sink) {
        try (Cursor<? extends Record> cursor = sql.select(SAMPLE, OBJECT, ANNOTATOR, FROM, TO, REST)
                        .from(table(name(DIFFERENCE)))
                        .orderBy(SAMPLE, OBJECT, ANNOTATOR)
                        .fetchLazy();
                ResultSet rows = cursor.resultSet()) { // a record for each row would take longer than all the rest
            List<Difference> batch = new ArrayList<>(BATCH);
            while (rows.next()) {
                batch.add(read(rows));
                if (batch.size() == BATCH) {
                    sink.accept(batch);
                    batch = new ArrayList<>(BATCH);
                }
            }
            if (!batch.isEmpty()) {
                sink.accept(batch);
            }
        } catch (SQLException failure) {
            throw new DataAccessException(failure.getMessage(), failure);
        }
    }

    private static Difference read(ResultSet row) throws SQLException {
        return new Difference(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6));
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
