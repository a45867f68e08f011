package dev.pedigree.label.export;

import static dev.pedigree.label.engine.LabelColumns.ANNOTATOR;
import static dev.pedigree.label.engine.LabelColumns.ATTRIBUTES;
import static dev.pedigree.label.engine.LabelColumns.CLASS;
import static dev.pedigree.label.engine.LabelColumns.CONFIDENCE;
import static dev.pedigree.label.engine.LabelColumns.CORRECTOR;
import static dev.pedigree.label.engine.LabelColumns.GEOMETRY;
import static dev.pedigree.label.engine.LabelColumns.LABELLED_AT;
import static dev.pedigree.label.engine.LabelColumns.MODEL;
import static dev.pedigree.label.engine.LabelColumns.OBJECT;
import static dev.pedigree.label.engine.LabelColumns.ORIGINAL;
import static dev.pedigree.label.engine.LabelColumns.PATH;
import static dev.pedigree.label.engine.LabelColumns.REASON;
import static dev.pedigree.label.engine.LabelColumns.SAMPLE;
import static dev.pedigree.label.engine.LabelColumns.SOURCE;
import static java.util.stream.Collectors.joining;

import dev.pedigree.label.engine.Session;
import java.nio.file.Path;
import java.util.List;
import org.jooq.Field;

/// The Parquet file: every label, a column for whatever is said of it.
final class LabelTable {
    static final List<Field<?>> COLUMNS = List.of(
            SAMPLE,
            OBJECT,
            ANNOTATOR,
            CLASS,
            ATTRIBUTES,
            GEOMETRY,
            SOURCE,
            MODEL,
            CONFIDENCE,
            LABELLED_AT,
            PATH,
            ORIGINAL,
            CORRECTOR,
            REASON);

    private LabelTable() {}

    /// From the view `label`.
    static void write(Session session, Path file) {
        String columns = COLUMNS.stream().map(Field::getName).collect(joining(", "));
        session.query(sql -> sql.execute("create temp view exported as select " + columns + " from label"));
        session.export("exported", file);
    }
}
