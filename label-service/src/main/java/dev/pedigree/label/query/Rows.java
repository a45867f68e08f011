package dev.pedigree.label.query;

import dev.pedigree.label.engine.LabelColumns;
import dev.pedigree.label.rule.ChangeRow;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Reads rows with the columns of `LabelColumns`.
public final class Rows {
    private Rows() {}

    /// A value that is written into a statement, so that the engine knows it when it plans. A zero byte would end the
    /// statement, and no label has one: such a value is like none.
    static Field<String> literal(String value) {
        return value.indexOf(0) < 0 ? DSL.inline(value) : DSL.castNull(String.class);
    }

    public static Event event(Record row) {
        return new Event(
                new ChangeRow.Key(
                        row.get(LabelColumns.SAMPLE), row.get(LabelColumns.OBJECT), row.get(LabelColumns.ANNOTATOR)),
                row.get(LabelColumns.ORDINAL),
                Optional.ofNullable(row.get(LabelColumns.CLASS)),
                Optional.ofNullable(row.get(LabelColumns.ORIGINAL)),
                Optional.ofNullable(row.get(LabelColumns.ATTRIBUTES)),
                Optional.ofNullable(row.get(LabelColumns.GEOMETRY)),
                row.get(LabelColumns.SOURCE),
                Optional.ofNullable(row.get(LabelColumns.MODEL)),
                Optional.ofNullable(row.get(LabelColumns.CONFIDENCE)),
                Optional.ofNullable(row.get(LabelColumns.LABELLED_AT)).map(time -> time.toInstant(ZoneOffset.UTC)),
                Optional.ofNullable(row.get(LabelColumns.CORRECTOR)),
                Optional.ofNullable(row.get(LabelColumns.REASON)),
                false);
    }
}
