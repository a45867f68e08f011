package dev.pedigree.label.prepare;

import dev.pedigree.label.engine.Session;
import dev.pedigree.label.intake.Outcome;
import dev.pedigree.v1.LabelFault;
import dev.pedigree.v1.LabelFaultKind;
import dev.pedigree.v1.LabelFaultRow;
import dev.pedigree.v1.LabelRefusal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Collects what is wrong with a change: of each kind how often, and the first rows.
final class Faults {
    private static final int MOST_ROWS = 100;
    private static final int MOST_BYTES = 200;
    private static final Comparator<LabelFaultRow> IN_ORDER = Comparator.comparingLong(LabelFaultRow::getRow)
            .thenComparing(LabelFaultRow::getSample)
            .thenComparing(LabelFaultRow::getObject)
            .thenComparing(LabelFaultRow::getAnnotator);

    private final Session session;
    private final List<LabelFault> found = new ArrayList<>();

    Faults(Session session) {
        this.session = session;
    }

    static LabelRefusal of(Outcome.Unfit unfit) {
        return LabelRefusal.newBuilder()
                .setFaults(1)
                .addKinds(LabelFault.newBuilder()
                        .setKind(unfit.kind())
                        .setCount(1)
                        .setDescription(unfit.description()))
                .build();
    }

    boolean none() {
        return found.isEmpty();
    }

    LabelRefusal refusal() {
        return LabelRefusal.newBuilder()
                .setFaults(found.stream().mapToLong(LabelFault::getCount).sum())
                .addAllKinds(found.stream()
                        .sorted(Comparator.comparingLong(LabelFault::getCount).reversed())
                        .toList())
                .build();
    }

    /// Every row that `query` finds is a fault.
    ///
    /// @param query gives `row, sample, object, annotator, stated, expected`
    void add(LabelFaultKind kind, String description, String query) {
        session.query(sql -> {
            sql.execute("create or replace temp table fault as " + query);
            read(sql, kind, description);
            return true;
        });
    }

    /// Every one of the rows is a fault, in whatever order they come.
    void add(LabelFaultKind kind, String description, Iterator<LabelFaultRow> rows) {
        PriorityQueue<LabelFaultRow> first = new PriorityQueue<>(IN_ORDER.reversed());
        long count = 0;
        while (rows.hasNext()) {
            first.add(rows.next());
            count++;
            if (first.size() > MOST_ROWS) {
                first.remove();
            }
        }
        if (count > 0) {
            found.add(LabelFault.newBuilder()
                    .setKind(kind)
                    .setCount(count)
                    .setDescription(description)
                    .addAllRows(first.stream().sorted(IN_ORDER).toList())
                    .build());
        }
    }

    private void read(DSLContext sql, LabelFaultKind kind, String description) {
        long count = (long) sql.fetchValue("select count(*) from fault");
        if (count > 0) {
            LabelFault.Builder fault =
                    LabelFault.newBuilder().setKind(kind).setCount(count).setDescription(description);
            sql.fetch("""
                            select * from fault order by "row", sample, object, annotator limit ?""", MOST_ROWS).forEach(row -> fault.addRows(row(row)));
            found.add(fault.build());
        }
    }

    /// @param row `row, sample, object, annotator`
    static LabelFaultRow row(Record row, String stated) {
        return LabelFaultRow.newBuilder()
                .setRow(row.get(0, Long.class))
                .setSample(text(row, 1))
                .setObject(text(row, 2))
                .setAnnotator(text(row, 3))
                .setStated(shortened(stated))
                .build();
    }

    private static LabelFaultRow row(Record row) {
        return row(row, text(row, 4)).toBuilder().setExpected(text(row, 5)).build();
    }

    private static String text(Record row, int column) {
        return Optional.ofNullable(row.get(column, String.class))
                .map(Faults::shortened)
                .orElse("");
    }

    /// A refusal of a thousand rows is to fit into one message, whatever they say.
    private static String shortened(String text) {
        CharBuffer rest = CharBuffer.wrap(text);
        boolean fits = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(rest, ByteBuffer.allocate(MOST_BYTES), true)
                .isUnderflow();
        return fits ? text : text.substring(0, rest.position()) + "...";
    }
}
