package dev.pedigree.label.query;

import dev.pedigree.label.engine.LabelColumns;
import dev.pedigree.label.rule.ChangeRow;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.Record;

/// Reads rows with the columns of `LabelColumns`.
public final class Rows {
    private Rows() {}

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
