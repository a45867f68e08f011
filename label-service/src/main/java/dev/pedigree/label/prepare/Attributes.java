package dev.pedigree.label.prepare;

import dev.pedigree.label.engine.Session;
import dev.pedigree.v1.LabelFaultKind;
import dev.pedigree.v1.LabelFaultRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.Cursor;
import org.jooq.Record;

/// Holds the attributes of labels against those of their classes, each row by itself.
final class Attributes {
    private static final String DESCRIPTION = "the attributes are not those of the class";

    /// Most labels of a change say one of few things, so what was found of these is remembered.
    private static final int MOST_REMEMBERED = 4_096;

    private static final int LONGEST_REMEMBERED = 1_000;

    private static final String DEMANDED =
            "class is not null and (attributes is not null or class in (select id from demanding))";

    private static final String OF_CHANGE =
            "select \"row\", sample, object, annotator, class, attributes from delta where " + DEMANDED;

    private static final String OF_ALL = """
        select coalesce(c."row", 0) as "row", l.sample, l.object, l.annotator, l.class, l.attributes
        from (select * from after where %s) l
        left join sound c on c.sample = l.sample and c.object = l.object and c.annotator = l.annotator\
        """.formatted(DEMANDED);

    private final Session session;
    private final SchemaClasses schema;
    private final Map<Stated, Optional<String>> verdicts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Stated, Optional<String>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Stated(String label, Optional<String> attributes) {}

    Attributes(Session session, SchemaClasses schema) {
        this.session = session;
        this.schema = schema;
    }

    /// @param all whether all labels are judged, and not only those of the change
    void judge(Faults faults, boolean all) {
        session.defineTexts("demanding", "id", schema.demanding().iterator());
        session.query(sql -> {
            try (Cursor<Record> rows = sql.fetchLazy(all ? OF_ALL : OF_CHANGE)) {
                faults.add(
                        LabelFaultKind.LABEL_FAULT_KIND_ATTRIBUTES_ILLEGAL,
                        DESCRIPTION,
                        rows.stream().flatMap(row -> fault(row).stream()).iterator());
            }
            return true;
        });
    }

    private Optional<LabelFaultRow> fault(Record row) {
        return verdict(new Stated(row.get(4, String.class), Optional.ofNullable(row.get(5, String.class))))
                .map(why -> Faults.row(row, why));
    }

    private Optional<String> verdict(Stated stated) {
        boolean remembered = stated.attributes().map(String::length).orElse(0) <= LONGEST_REMEMBERED;
        return remembered ? verdicts.computeIfAbsent(stated, this::judge) : judge(stated);
    }

    private Optional<String> judge(Stated stated) {
        return schema.fault(stated.label(), stated.attributes());
    }
}
