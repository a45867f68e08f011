package dev.pedigree.label.prepare;

import dev.pedigree.label.engine.Session;
import java.util.List;
import java.util.Optional;
import org.jooq.Cursor;
import org.jooq.Record;

/// Holds the attributes of labels against those of their classes, each that differs once.
final class Attributes {
    /// Different attributes that are told apart in a refusal.
    private static final int MOST_ILLEGAL = 1_000;

    private static final String DISTINCT = """
        select distinct class, attributes from %s
        where class is not null and (attributes is not null or class in (select id from demanding))\
        """;

    private final Session session;
    private final SchemaClasses schema;

    Attributes(Session session, SchemaClasses schema) {
        this.session = session;
        this.schema = schema;
    }

    /// @param judged the view of labels
    void judge(Checks checks, String judged) {
        session.defineTexts("demanding", "id", schema.demanding().iterator());
        List<Record> illegal = session.query(sql -> {
            try (Cursor<Record> used = sql.fetchLazy(DISTINCT.formatted(judged))) {
                return used.stream()
                        .filter(row -> fault(row).isPresent())
                        .limit(MOST_ILLEGAL)
                        .toList();
            }
        });
        if (!illegal.isEmpty()) {
            list(illegal);
            checks.attributes(judged);
        }
    }

    private void list(List<Record> illegal) {
        session.query(sql ->
                sql.execute("create temp table illegal_attributes (class varchar, attributes varchar, why varchar)"));
        illegal.forEach(row -> session.query(sql -> sql.execute(
                "insert into illegal_attributes values (?, ?, ?)",
                row.get(0, String.class),
                row.get(1, String.class),
                fault(row).orElseThrow())));
    }

    private Optional<String> fault(Record row) {
        return schema.fault(row.get(0, String.class), Optional.ofNullable(row.get(1, String.class)));
    }
}
