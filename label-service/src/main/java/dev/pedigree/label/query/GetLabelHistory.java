package dev.pedigree.label.query;

import static dev.pedigree.label.engine.LabelColumns.ALL;
import static dev.pedigree.label.engine.LabelColumns.ANNOTATOR;
import static dev.pedigree.label.engine.LabelColumns.OBJECT;
import static dev.pedigree.label.engine.LabelColumns.ORDINAL;
import static dev.pedigree.label.engine.LabelColumns.SAMPLE;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import java.util.List;

/// Every value that the labels of one sample ever had.
///
/// Only the files that can hold the sample are opened, and in them little is read: they are sorted by sample. The value
/// is
/// written into the statement, since the engine skips what cannot match only if it knows the value beforehand.
public final class GetLabelHistory {
    private final Engine engine;
    private final LabelFiles files;
    private final LedgerStore ledgers;

    public GetLabelHistory(Engine engine, LabelFiles files, LedgerStore ledgers) {
        this.engine = engine;
        this.files = files;
        this.ledgers = ledgers;
    }

    /// By object and annotator, then from the first on.
    public List<Event> run(Ledger ledger, String sample) {
        try (Desk desk = Desk.open(engine, files, ledgers)) {
            if (!desk.events("event", ledger, sample)) {
                return List.of();
            }
            List<Event> events = desk.session()
                    .query(sql -> sql.select(ALL)
                            .from(table(name("event")))
                            .where(SAMPLE.eq(inline(sample)))
                            .and(ORDINAL.le(inline(ledger.ordinal())))
                            .orderBy(OBJECT, ANNOTATOR, ORDINAL)
                            .fetch(Rows::event));
            return Histories.of(ledgers.chain(ledger).ledgers(), events);
        }
    }
}
