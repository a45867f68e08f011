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

import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.rule.ChangeRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /// @param more whether others follow
    public record Page(List<Found> labels, boolean more) {}

    /// As many as were asked for, or as a message holds.
    ///
    /// @param after the key to go on from
    public Page run(Ledger ledger, Filter filter, Optional<ChangeRow.Key> after, int most) {
        try (Desk desk = Desk.open(engine, files, ledgers)) {
            desk.labels("label", ledger);
            return desk.session()
                    .query(sql -> read(
                            most,
                            sql.select(ALL)
                                    .from(table(name("label")))
                                    .where(filter.condition())
                                    .and(after.map(FindLabels::beyond).orElseGet(() -> noCondition()))
                                    .orderBy(SAMPLE, OBJECT, ANNOTATOR)
                                    .limit(inline(most + 1))
                                    .fetchLazy()));
        }
    }

    private static Page read(int most, Cursor<? extends Record> rows) {
        try (rows) {
            List<Found> found = new ArrayList<>();
            Weight weight = new Weight();
            for (Record row : rows) {
                if (found.size() == most || weight.isFull()) {
                    return new Page(found, true);
                }
                found.add(new Found(Rows.event(row), Optional.ofNullable(row.get(PATH))));
                weight.add(found.getLast().event());
            }
            return new Page(found, false);
        }
    }

    private static Condition beyond(ChangeRow.Key key) {
        return row(SAMPLE, OBJECT, ANNOTATOR)
                .gt(row(Rows.literal(key.sample()), Rows.literal(key.object()), Rows.literal(key.annotator())));
    }
}
