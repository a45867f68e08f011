package dev.pedigree.label.engine;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.jooq.Field;

/// The columns of an event: what came to be said of one key in one change.
public final class LabelColumns {
    public static final Field<String> SAMPLE = text("sample");
    public static final Field<String> OBJECT = text("object");
    public static final Field<String> ANNOTATOR = text("annotator");
    /// Ordinal of the ledger in its chain.
    public static final Field<Integer> ORDINAL = field(name("ordinal"), Integer.class);
    /// Number of schema changes before or in that ledger.
    public static final Field<Integer> EPOCH = field(name("epoch"), Integer.class);
    /// Null: withdrawn.
    public static final Field<String> CLASS = text("class");
    public static final Field<String> ATTRIBUTES = text("attributes");
    public static final Field<String> GEOMETRY = text("geometry");
    public static final Field<String> SOURCE = text("source");
    public static final Field<String> MODEL = text("model");
    public static final Field<BigDecimal> CONFIDENCE = field(name("confidence"), BigDecimal.class);
    /// When it was labelled or corrected, in UTC.
    public static final Field<LocalDateTime> LABELLED_AT = field(name("labelled_at"), LocalDateTime.class);
    public static final Field<String> PATH = text("path");
    /// What the class was before; null where there was none.
    public static final Field<String> ORIGINAL = text("original");
    public static final Field<String> CORRECTOR = text("corrector");
    public static final Field<String> REASON = text("reason");
    /// Ordinal of the event after this one, as far as the same segment knows it.
    public static final Field<Integer> OUTDONE = field(name("outdone"), Integer.class);

    public static final List<Field<?>> KEY = List.of(SAMPLE, OBJECT, ANNOTATOR);

    public static final List<Field<?>> ALL = List.of(
            SAMPLE,
            OBJECT,
            ANNOTATOR,
            ORDINAL,
            EPOCH,
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
            REASON,
            OUTDONE);

    private LabelColumns() {}

    private static Field<String> text(String column) {
        return field(name(column), String.class);
    }
}
