package dev.pedigree.label.query;

import static dev.pedigree.label.engine.LabelColumns.CLASS;
import static dev.pedigree.label.engine.LabelColumns.KEY;
import static dev.pedigree.label.engine.LabelColumns.ORDINAL;
import static dev.pedigree.label.engine.LabelColumns.ORIGINAL;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.ledger.Chain;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.SelectSelectStep;

/// Which ledgers held labels that a change corrected, and how many of them.
///
/// A label held from the ledger that said it on, up to the correction; so along the chain, counting by the one
/// that said it is enough. A ledger that parted from the chain in between is asked for the labels that still are
/// as they were.
final class CorrectedHolders {
    private static final Field<Integer> SAID = field(name("said"), Integer.class);

    private final Engine engine;
    private final LabelFiles files;
    private final LedgerStore ledgers;

    CorrectedHolders(Engine engine, LabelFiles files, LedgerStore ledgers) {
        this.engine = engine;
        this.files = files;
        this.ledgers = ledgers;
    }

    Map<Ledger, Long> find(Ledger ledger) {
        Chain chain = ledgers.chain(ledger);
        try (Desk desk = Desk.open(engine, files, ledgers)) {
            NavigableMap<Integer, Long> bySaying = doubts(desk, chain);
            Map<Ledger, Long> holders = new LinkedHashMap<>();
            if (!bySaying.isEmpty()) {
                addChain(holders, chain, bySaying);
                addParted(holders, desk, chain, bySaying.firstKey());
            }
            return holders;
        }
    }

    /// Defines `doubt`: the labels, and the ordinal of the ledger that said each.
    ///
    /// @return how many each ledger said
    private NavigableMap<Integer, Long> doubts(Desk desk, Chain chain) {
        Ledger ledger = chain.head();
        if (ledger.ordinal() == 1) {
            return new TreeMap<>();
        }
        boolean said = desk.changes("event", List.of(ledger));
        List<String> withdrawn = ledger.moves().withdrawn();
        if (!said && withdrawn.isEmpty()) {
            return new TreeMap<>();
        }
        desk.labels("before", chain.at(ledger.ordinal() - 1));
        return desk.session().query(sql -> {
            Select<?> doubts = said ? corrected().unionAll(ofClasses(withdrawn)) : ofClasses(withdrawn);
            sql.execute("create temp table doubt as " + sql.renderInlined(doubts));
            TreeMap<Integer, Long> bySaying = new TreeMap<>();
            sql.select(SAID, count())
                    .from(table(name("doubt")))
                    .groupBy(SAID)
                    .forEach(row -> bySaying.put(row.value1(), (long) row.value2()));
            return bySaying;
        });
    }

    /// What an event says another thing of.
    private static Select<Record> corrected() {
        return said().from(table(name("event")).as("e"))
                .join(table(name("before")).as("b"))
                .on(sameKey("e", "b"))
                .where(in("e", ORIGINAL).isNotNull());
    }

    /// What a mapping withdrew whole, without an event.
    private static Select<Record> ofClasses(List<String> classes) {
        return said().from(table(name("before")).as("b"))
                .where(in("b", CLASS).in(classes.stream().map(Rows::literal).toList()));
    }

    private static SelectSelectStep<Record> said() {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        KEY.forEach(key -> columns.add(in("b", key)));
        columns.add(in("b", ORDINAL).as(SAID));
        return select(columns);
    }

    private static void addChain(Map<Ledger, Long> holders, Chain chain, NavigableMap<Integer, Long> bySaying) {
        long held = 0;
        for (int ordinal = bySaying.firstKey(); ordinal < chain.head().ordinal(); ordinal++) {
            held += bySaying.getOrDefault(ordinal, 0L);
            holders.put(chain.at(ordinal), held);
        }
    }

    /// @param first ordinal of the earliest ledger that said any
    private void addParted(Map<Ledger, Long> holders, Desk desk, Chain chain, int first) {
        int views = 0;
        for (Ledger kept : ledgers.kept(chain.at(first))) {
            Chain line = ledgers.chain(kept);
            int shared = chain.shared(line);
            if (shared < line.ledgers().size() && !line.holds(chain.head())) {
                String view = "parted_" + views++;
                desk.labels(view, kept);
                long held = held(desk, view, shared);
                if (held > 0) {
                    holders.put(kept, held);
                }
            }
        }
    }

    private static long held(Desk desk, String view, int shared) {
        return desk.session()
                .query(sql -> sql.selectCount()
                        .from(table(name(view)).as("l"))
                        .join(table(name("doubt")).as("d"))
                        .on(sameKey("l", "d"))
                        .where(in("l", ORDINAL).eq(in("d", SAID)))
                        .and(in("d", SAID).le(inline(shared)))
                        .fetchSingle()
                        .value1());
    }

    private static Condition sameKey(String left, String right) {
        return KEY.stream().map(key -> equal(left, right, key)).reduce(noCondition(), Condition::and);
    }

    private static <T> Condition equal(String left, String right, Field<T> column) {
        return in(left, column).eq(in(right, column));
    }

    private static <T> Field<T> in(String alias, Field<T> column) {
        return field(name(alias).append(column.getUnqualifiedName()), column.getDataType());
    }
}
