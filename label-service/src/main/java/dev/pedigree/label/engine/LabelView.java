package dev.pedigree.label.engine;

import static dev.pedigree.label.engine.LabelColumns.ALL;
import static dev.pedigree.label.engine.LabelColumns.CLASS;
import static dev.pedigree.label.engine.LabelColumns.EPOCH;
import static dev.pedigree.label.engine.LabelColumns.KEY;
import static dev.pedigree.label.engine.LabelColumns.ORDINAL;
import static dev.pedigree.label.engine.LabelColumns.OUTDONE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;

/// The labels of a ledger as a view over its segments, in SQL that any engine understands.
///
/// An event counts if it is not younger than the ledger, and if no event after it is: neither in its own segment, which
/// knows the next one, nor in a later segment. Later segments are small, so the largest is read once and compared with
/// little.
final class LabelView {
    private final DSLContext sql;
    private final String kind;
    private final String view;
    private final LedgerFiles ledger;
    private final Condition among;

    /// @param kind of its views and tables: `temp` or nothing
    /// @param among which events are asked for; only their keys and what never changes may be spoken of
    LabelView(DSLContext sql, String kind, String view, LedgerFiles ledger, Condition among) {
        this.sql = sql;
        this.kind = kind;
        this.view = view;
        this.ledger = ledger;
        this.among = among;
    }

    /// A segment, and the view over its files.
    private record Part(LedgerFiles.Segment segment, Table<Record> table) {}

    /// @param events defines a view over files
    void define(BiConsumer<String, List<Path>> events) {
        List<Part> segments = new ArrayList<>();
        for (int index = 0; index < ledger.segments().size(); index++) {
            String segment = "%s_segment_%d".formatted(view, index);
            events.accept(segment, ledger.segments().get(index).files());
            segments.add(new Part(ledger.segments().get(index), table(name(segment))));
        }
        sql.execute("create %s table %s (epoch integer, moved varchar, target varchar)".formatted(kind, moves()));
        ledger.moves()
                .forEach(move -> sql.insertInto(table(moves()))
                        .values(
                                val(move.epoch()),
                                val(move.from()),
                                val(move.to().orElse(null), String.class))
                        .execute());
        String text = sql.renderInlined(current(segments));
        sql.execute("create %s view %s as %s".formatted(kind, view, text));
    }

    private Name moves() {
        return name(view + "_moves");
    }

    private Select<Record> current(List<Part> segments) {
        List<Select<Record>> parts = new ArrayList<>();
        for (int index = 0; index < segments.size(); index++) {
            parts.add(live(segments.get(index), segments.subList(index + 1, segments.size())));
        }
        Select<Record> all = parts.stream().reduce(Select::unionAll).orElseGet(this::nothing);
        return ledger.epoch() == 0 ? all : moved(all.asTable("said"));
    }

    private Select<Record> live(Part part, List<Part> later) {
        Table<Record> segment = part.table();
        Condition outdone = later.stream()
                .map(younger -> notExists(selectOne()
                        .from(younger.table())
                        .where(sameKey(younger.table(), segment))
                        .and(said(younger))))
                .<Condition>map(condition -> condition)
                .reduce(noCondition(), Condition::and);
        return select(columns(segment))
                .from(segment)
                .where(among)
                .and(said(part))
                .and(last(part))
                .and(of(segment, CLASS).isNotNull())
                .and(outdone);
    }

    /// Events that are not younger than the ledger. What holds for all of a segment need not be read.
    private Condition said(Part part) {
        return part.segment().lastOrdinal() <= ledger.ordinal()
                ? noCondition()
                : of(part.table(), ORDINAL).le(ledger.ordinal());
    }

    /// Events that none outdoes which is in the same segment; one ledger has no two of the same key.
    private Condition last(Part part) {
        return part.segment().firstOrdinal() == part.segment().lastOrdinal()
                ? noCondition()
                : of(part.table(), OUTDONE)
                        .isNull()
                        .or(of(part.table(), OUTDONE).gt(ledger.ordinal()));
    }

    /// Labels said in earlier epochs, in the classes of now.
    private Select<Record> moved(Table<Record> said) {
        Table<?> move = table(moves()).as("move");
        Field<String> target = field(name("move", "target"), String.class);
        Field<String> now =
                when(of(said, EPOCH).eq(ledger.epoch()), of(said, CLASS)).otherwise(target);
        List<SelectField<?>> columns = new ArrayList<>();
        ALL.forEach(column -> columns.add(column.equals(CLASS) ? now.as(CLASS) : of(said, column)));
        return DSL.select(columns)
                .from(said)
                .leftJoin(move)
                .on(field(name("move", "epoch"), Integer.class).eq(of(said, EPOCH)))
                .and(field(name("move", "moved"), String.class).eq(of(said, CLASS)))
                .where(now.isNotNull());
    }

    private Select<Record> nothing() {
        return DSL.select(Stream.of(ALL)
                        .flatMap(List::stream)
                        .map(column -> (SelectField<?>)
                                DSL.castNull(column.getDataType()).as(column))
                        .toList())
                .where(DSL.falseCondition());
    }

    private static Condition sameKey(Table<?> left, Table<?> right) {
        return KEY.stream().map(column -> equal(left, right, column)).reduce(noCondition(), Condition::and);
    }

    private static <T> Condition equal(Table<?> left, Table<?> right, Field<T> column) {
        return of(left, column).eq(of(right, column));
    }

    private static List<SelectField<?>> columns(Table<?> from) {
        List<SelectField<?>> columns = new ArrayList<>();
        ALL.forEach(column -> columns.add(of(from, column)));
        return columns;
    }

    private static <T> Field<T> of(Table<?> from, Field<T> column) {
        return field(from.getQualifiedName().append(column.getUnqualifiedName()), column.getDataType());
    }
}
