package dev.pedigree.label.query;

import static dev.pedigree.label.engine.LabelColumns.ALL;
import static dev.pedigree.label.engine.LabelColumns.ANNOTATOR;
import static dev.pedigree.label.engine.LabelColumns.OBJECT;
import static dev.pedigree.label.engine.LabelColumns.ORDINAL;
import static dev.pedigree.label.engine.LabelColumns.SAMPLE;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import com.google.protobuf.MessageLite;
import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.ledger.Chain;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.Row2;

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

    /// All of it, by object and annotator, then from the first on.
    public List<Event> run(Ledger ledger, String sample) {
        return read(ledgers.chain(ledger), sample, Optional.empty(), events -> {
            List<Event> all = new ArrayList<>();
            events.forEachRemaining(all::add);
            return all;
        });
    }

    /// Some of it, in the same order.
    ///
    /// @param chain of the ledger that is asked
    /// @param after where to go on from
    /// @param toWire how an event is said
    public <M extends MessageLite> Page<M> page(
            Chain chain, String sample, Optional<Place> after, int most, Function<Event, M> toWire) {
        return read(chain, sample, after, events -> Page.of(events, most, toWire, Function.identity()));
    }

    private <T> T read(Chain chain, String sample, Optional<Place> after, Function<Iterator<Event>, T> work) {
        try (Desk desk = Desk.open(engine, files, ledgers)) {
            if (!desk.events("event", chain.head(), sample)) {
                return work.apply(Collections.emptyIterator());
            }
            return desk.session().query(sql -> {
                try (Cursor<?> rows = sql.select(ALL)
                        .from(table(name("event")))
                        .where(said(chain, sample))
                        .and(after.map(place -> from(place, said(chain, sample)))
                                .orElseGet(() -> noCondition()))
                        .orderBy(OBJECT, ANNOTATOR, ORDINAL)
                        .fetchLazy()) {
                    Iterator<Event> events = new Histories(
                            chain.ledgers(), rows.stream().map(Rows::event).iterator());
                    return work.apply(after.map(place -> beyond(place, events)).orElse(events));
                }
            });
        }
    }

    private static Condition said(Chain chain, String sample) {
        return SAMPLE.eq(Rows.literal(sample))
                .and(ORDINAL.le(inline(chain.head().ordinal())));
    }

    /// What was said of the same label last is read again: what schema changes did to it since may not all be told.
    private static Condition from(Place place, Condition said) {
        Row2<String, String> label = row(OBJECT, ANNOTATOR);
        Row2<String, String> told =
                row(Rows.literal(place.key().object()), Rows.literal(place.key().annotator()));
        Condition before = said.and(label.eq(told)).and(ORDINAL.le(inline(place.ordinal())));
        return label.gt(told)
                .or(label.eq(told)
                        .and(ORDINAL.ge(
                                select(max(ORDINAL)).from(table(name("event"))).where(before))));
    }

    private static Iterator<Event> beyond(Place place, Iterator<Event> events) {
        return Stream.generate(() -> events)
                .takeWhile(Iterator::hasNext)
                .map(Iterator::next)
                .filter(place::isFollowedBy)
                .iterator();
    }
}
