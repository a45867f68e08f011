package dev.pedigree.label.prepare;

import static java.util.stream.Collectors.toMap;

import dev.pedigree.label.agreement.Ratings;
import dev.pedigree.label.engine.Session;
import dev.pedigree.label.prepare.Counts.Annotator;
import dev.pedigree.label.prepare.Counts.ClassCount;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Counts the labels of a view or table: `sample, object, annotator, class, source`.
final class Census {
    /// One row for each labelled thing: the consensus is in force where there is one, else the only label.
    private static final String ITEM = """
        create or replace temp table item as
        select sample, object,
               case when count(*) filter (where source = 'consensus') = 1
                      then max(class) filter (where source = 'consensus')
                    when count(*) = 1 then max(class) end as class,
               count(*) filter (where source <> 'consensus') as ratings
        from %s group by sample, object\
        """;

    private static final String TOTALS = """
        select count(*) as items, count(*) - count(class) as unsettled, count(*) filter (object <> '') as parts,
               coalesce(max(ratings), 0) as ratings
        from item\
        """;

    private static final String SAMPLES = "select count(distinct sample) from item";

    private static final String CLASSES =
            "select class, count(*), count(distinct sample) from item where class is not null group by class";

    /// Where every labelled thing is a whole sample.
    private static final String WHOLE_CLASSES =
            "select class, count(*), count(*) from item where class is not null group by class";

    private static final String ANNOTATORS = "select annotator, source, count(*) from %s group by annotator, source";

    /// How often each class was chosen for each thing that was rated more than once.
    private static final String RATED = """
        create or replace temp table rated as
        select l.sample, l.object, i.ratings, l.class, count(*) as times
        from %s l join item i on i.sample = l.sample and i.object = l.object
        where i.ratings > 1 and l.source <> 'consensus' group by all\
        """;

    private static final String GROUPS = """
        select ratings, count(distinct (sample, object)), sum(times * times)::bigint from rated group by ratings\
        """;

    private static final String GROUP_CLASSES = "select ratings, class, sum(times)::bigint from rated group by all";

    private static final String RATERS = """
        select l.annotator, l.class, count(*)
        from %s l join item i on i.sample = l.sample and i.object = l.object
        where i.ratings > 1 and l.source <> 'consensus' group by all\
        """;

    private final Session session;

    Census(Session session) {
        this.session = session;
    }

    Counts count(String labels) {
        return session.query(sql -> count(sql, labels));
    }

    private static Counts count(DSLContext sql, String labels) {
        sql.execute(ITEM.formatted(labels));
        Record totals = sql.fetchSingle(TOTALS);
        long items = totals.get(0, Long.class);
        boolean whole = totals.get(2, Long.class) == 0;
        Map<Annotator, Long> annotators = sql.fetch(ANNOTATORS.formatted(labels)).stream()
                .collect(toMap(
                        row -> new Annotator(row.get(0, String.class), row.get(1, String.class)),
                        row -> row.get(2, Long.class)));
        return new Counts(
                annotators.values().stream().mapToLong(Long::longValue).sum(),
                whole ? items : (long) sql.fetchValue(SAMPLES),
                items,
                totals.get(1, Long.class),
                sql.fetch(whole ? WHOLE_CLASSES : CLASSES).stream()
                        .collect(toMap(
                                row -> row.get(0, String.class),
                                row -> new ClassCount(row.get(1, Long.class), row.get(2, Long.class)))),
                annotators,
                totals.get(3, Long.class) > 1 ? ratings(sql, labels) : Ratings.none());
    }

    private static Ratings ratings(DSLContext sql, String labels) {
        sql.execute(RATED.formatted(labels));
        Map<Integer, Map<String, Long>> classes = new HashMap<>();
        sql.fetch(GROUP_CLASSES)
                .forEach(row -> classes.computeIfAbsent(row.get(0, Integer.class), _ -> new HashMap<>())
                        .put(row.get(1, String.class), row.get(2, Long.class)));
        Map<Integer, Ratings.Group> groups = sql.fetch(GROUPS).stream()
                .collect(toMap(
                        row -> row.get(0, Integer.class),
                        row -> new Ratings.Group(
                                row.get(1, Long.class),
                                row.get(2, Long.class),
                                classes.get(row.get(0, Integer.class)))));
        if (groups.isEmpty()) {
            return Ratings.none();
        }
        Map<String, Map<String, Long>> raters = new LinkedHashMap<>();
        sql.fetch(RATERS.formatted(labels))
                .forEach(row -> raters.computeIfAbsent(row.get(0, String.class), _ -> new HashMap<>())
                        .put(row.get(1, String.class), row.get(2, Long.class)));
        return new Ratings(groups, raters);
    }
}
