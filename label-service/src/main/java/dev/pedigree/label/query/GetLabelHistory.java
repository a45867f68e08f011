package dev.pedigree.label.query;

import static dev.pedigree.label.engine.LabelColumns.ALL;
import static dev.pedigree.label.engine.LabelColumns.ANNOTATOR;
import static dev.pedigree.label.engine.LabelColumns.OBJECT;
import static dev.pedigree.label.engine.LabelColumns.ORDINAL;
import static dev.pedigree.label.engine.LabelColumns.SAMPLE;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.table;

import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.ledger.Chain;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.rule.ChangeRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.Record;

/// Every value that the labels of one sample ever had.
///
/// Only the files that can hold the sample are opened, and in them little is read: they are sorted by sample. The
/// value is written into the statement, since the engine skips what cannot match only if it knows the value
/// beforehand.
public final class GetLabelHistory {
    private final Engine engine;
    private final LabelFiles files;
    private final LedgerStore ledgers;

    public GetLabelHistory(Engine engine, LabelFiles files, LedgerStore ledgers) {
        this.engine = engine;
        this.files = files;
        this.ledgers = ledgers;
    }

    /// @param next the key to go on after, if there is more
    public record Page(List<Event> events, Optional<ChangeRow.Key> next) {}

    /// All of it, by object and annotator, then from the first on.
    public List<Event> run(Ledger ledger, String sample) {
        return page(ledgers.chain(ledger), sample, Optional.empty(), Integer.MAX_VALUE, false)
                .events();
    }

    /// As much as was asked for, or as a message holds, but of each label all or nothing.
    ///
    /// @param chain of the ledger that is asked
    /// @param after the key to go on after
    public Page page(Chain chain, String sample, Optional<ChangeRow.Key> after, int most) {
        return page(chain, sample, after, most, true);
    }

    private Page page(Chain chain, String sample, Optional<ChangeRow.Key> after, int most, boolean weighed) {
        Ledger ledger = chain.head();
        try (Desk desk = Desk.open(engine, files, ledgers)) {
            if (!desk.events("event", ledger, sample)) {
                return new Page(List.of(), Optional.empty());
            }
            Page said = desk.session()
                    .query(sql -> read(
                            most,
                            weighed,
                            sql.select(ALL)
                                    .from(table(name("event")))
                                    .where(SAMPLE.eq(Rows.literal(sample)))
                                    .and(ORDINAL.le(inline(ledger.ordinal())))
                                    .and(after.map(GetLabelHistory::beyond).orElseGet(() -> noCondition()))
                                    .orderBy(OBJECT, ANNOTATOR, ORDINAL)
                                    .fetchLazy()));
            return new Page(Histories.of(chain.ledgers(), said.events()), said.next());
        }
    }

    private static Condition beyond(ChangeRow.Key key) {
        return row(OBJECT, ANNOTATOR).gt(row(Rows.literal(key.object()), Rows.literal(key.annotator())));
    }

    private static Page read(int most, boolean weighed, Cursor<? extends Record> rows) {
        try (rows) {
            List<Event> events = new ArrayList<>();
            Weight weight = new Weight();
            for (Record found : rows) {
                Event event = Rows.event(found);
                boolean full = events.size() >= most || (weighed && weight.isFull());
                if (full && !events.getLast().key().equals(event.key())) {
                    return new Page(events, Optional.of(events.getLast().key()));
                }
                events.add(event);
                weight.add(event);
            }
            return new Page(events, Optional.empty());
        }
    }
}
