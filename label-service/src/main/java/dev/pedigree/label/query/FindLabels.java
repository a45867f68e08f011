package dev.pedigree.label.query;

import static dev.pedigree.label.engine.LabelColumns.ALL;
import static dev.pedigree.label.engine.LabelColumns.ANNOTATOR;
import static dev.pedigree.label.engine.LabelColumns.CLASS;
import static dev.pedigree.label.engine.LabelColumns.CONFIDENCE;
import static dev.pedigree.label.engine.LabelColumns.OBJECT;
import static dev.pedigree.label.engine.LabelColumns.ORIGINAL;
import static dev.pedigree.label.engine.LabelColumns.PATH;
import static dev.pedigree.label.engine.LabelColumns.SAMPLE;
import static dev.pedigree.label.engine.LabelColumns.SOURCE;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.table;

import com.google.protobuf.MessageLite;
import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.Field;
import org.jooq.Record;

/// Labels that fit a filter, in the order of their keys.
public final class FindLabels {
    private final Engine engine;
    private final LabelFiles files;
    private final LedgerStore ledgers;

    public FindLabels(Engine engine, LabelFiles files, LedgerStore ledgers) {
        this.engine = engine;
        this.files = files;
        this.ledgers = ledgers;
    }

    /// All that is said must hold; an empty list says nothing.
    public record Filter(
            List<String> samples,
            List<String> classes,
            List<String> annotators,
            List<String> sources,
            Optional<BigDecimal> confidenceBelow,
            boolean corrected) {
        private Condition condition() {
            return anyOf(SAMPLE, samples)
                    .and(anyOf(CLASS, classes))
                    .and(anyOf(ANNOTATOR, annotators))
                    .and(anyOf(SOURCE, sources))
                    .and(confidenceBelow
                            .map(limit -> CONFIDENCE.lt(inline(limit)))
                            .orElseGet(() -> noCondition()))
                    .and(corrected ? ORIGINAL.isNotNull() : noCondition());
        }

        private static Condition anyOf(Field<String> column, List<String> values) {
            return values.isEmpty()
                    ? noCondition()
                    : column.in(values.stream().map(Rows::literal).toList());
        }
    }

    /// A label, and the file that it is of.
    public record Found(Event event, Optional<String> path) {}

    /// As many as were asked for, or as a message holds.
    ///
    /// @param after where to go on from
    /// @param toWire how a label is said
    public <M extends MessageLite> Page<M> run(
            Ledger ledger, Filter filter, Optional<Place> after, int most, Function<Found, M> toWire) {
        try (Desk desk = Desk.open(engine, files, ledgers)) {
            desk.labels("label", ledger);
            return desk.session().query(sql -> {
                try (Cursor<?> rows = sql.select(ALL)
                        .from(table(name("label")))
                        .where(filter.condition())
                        .and(after.map(FindLabels::beyond).orElseGet(() -> noCondition()))
                        .orderBy(SAMPLE, OBJECT, ANNOTATOR)
                        .limit(inline(most + 1))
                        .fetchLazy()) {
                    return Page.of(rows.stream().map(FindLabels::found).iterator(), most, toWire, Found::event);
                }
            });
        }
    }

    private static Found found(Record row) {
        return new Found(Rows.event(row), Optional.ofNullable(row.get(PATH)));
    }

    /// The first condition follows from the second, and the engine skips files and row groups by it.
    private static Condition beyond(Place place) {
        Field<String> sample = Rows.literal(place.key().sample());
        return SAMPLE.ge(sample)
                .and(row(SAMPLE, OBJECT, ANNOTATOR)
                        .gt(row(
                                sample,
                                Rows.literal(place.key().object()),
                                Rows.literal(place.key().annotator()))));
    }
}
