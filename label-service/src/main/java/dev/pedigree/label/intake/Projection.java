package dev.pedigree.label.intake;

/// The select that gives a change file the columns of a `ChangeRow`, with the number and the fault of each row.
final class Projection {
    private static final int LONGEST_SHOWN = 100;

    private final Source source;
    private final Shape shape;

    private Projection(Source source, Shape shape) {
        this.source = source;
        this.shape = shape;
    }

    static String of(Source source, Shape shape) {
        return new Projection(source, shape).select();
    }

    private String select() {
        return """
            select %s as "row", %s as fault, %s as sample, coalesce(%s, '') as object, %s as annotator, %s as class,
                   %s as original, %s as attributes, %s as geometry, %s as source, %s as model,
                   %s as confidence, %s as labelled_at, %s as path, %s as corrector, %s as reason
            from %s\
            """.formatted(
                        source.row(),
                        RowRules.fault(source, shape),
                        text("sample"),
                        text("object"),
                        text("annotator"),
                        text(shape.corrects() ? "corrected" : "class"),
                        text("original"),
                        text("attributes"),
                        text("geometry"),
                        text("source"),
                        text("model"),
                        confidence(),
                        time(shape.corrects() ? "corrected_at" : "labelled_at"),
                        text("path"),
                        text("corrector"),
                        text("reason"),
                        source.table());
    }

    /// What is too long is a fault of its row, and is not carried along.
    private String text(String column) {
        return has(column)
                ? "case when strlen(%1$s) <= %2$d then %1$s else left(%1$s, %3$d) end"
                        .formatted(source.text(column), Texts.mostBytes(column), LONGEST_SHOWN)
                : "null::varchar";
    }

    private String confidence() {
        return has("confidence")
                ? "try_cast(%s as decimal(10, 9))".formatted(source.number("confidence"))
                : "null::decimal(10, 9)";
    }

    private String time(String column) {
        return has(column) ? source.time(column) : "null::timestamp";
    }

    private boolean has(String column) {
        return source.columns().contains(column);
    }
}
