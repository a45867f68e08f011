package dev.pedigree.registry.ancestry;

import static dev.pedigree.registry.jooq.Tables.EDGE;
import static java.util.Comparator.reverseOrder;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.CommonTableExpression;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record2;

/// What models learned their labels from: the versions they were trained on, and those their base models were. What a
/// dataset version was collected from has labels of its own there, which the model did not see.
public final class Learning {
    private static final String TRAINING = "TRAINING";
    private static final String BASE_MODEL = "BASE_MODEL";
    private static final List<String> RELATIONS = List.of(TRAINING, BASE_MODEL);
    private static final String WALK = "learned";
    private static final Field<Long> REACHED = field(name(WALK, "id"), Long.class);

    private Learning() {}

    /// Row ids of the models that learned from each of these datasets, the newest first.
    public static Map<Long, Set<Long>> models(DSLContext sql, Collection<Long> datasets) {
        Field<Long> dataset = field(name(WALK, "dataset"), Long.class);
        CommonTableExpression<Record2<Long, Long>> walk = name(WALK)
                .fields("dataset", "id")
                .as(select(EDGE.TARGET, EDGE.SOURCE)
                        .from(EDGE)
                        .where(EDGE.TARGET.eq(any(datasets.toArray(Long[]::new))))
                        .and(EDGE.RELATION.eq(TRAINING))
                        .union(select(dataset, EDGE.SOURCE)
                                .from(EDGE)
                                .join(name(WALK))
                                .on(EDGE.TARGET.eq(REACHED))
                                .where(EDGE.RELATION.eq(BASE_MODEL))));
        Map<Long, Set<Long>> models = new HashMap<>();
        sql.withRecursive(walk)
                .select(dataset, REACHED)
                .from(walk)
                .forEach(row -> models.computeIfAbsent(row.value1(), _ -> new TreeSet<>(reverseOrder()))
                        .add(row.value2()));
        return models;
    }

    /// Row ids of everything that a model learned from, base models included.
    public static Set<Long> datasets(DSLContext sql, long model) {
        CommonTableExpression<Record1<Long>> walk = name(WALK)
                .fields("id")
                .as(select(EDGE.TARGET)
                        .from(EDGE)
                        .where(EDGE.SOURCE.eq(model).and(EDGE.RELATION.in(RELATIONS)))
                        .union(select(EDGE.TARGET)
                                .from(EDGE)
                                .join(name(WALK))
                                .on(EDGE.SOURCE.eq(REACHED))
                                .where(EDGE.RELATION.in(RELATIONS))));
        return sql.withRecursive(walk).select(REACHED).from(walk).fetchSet(REACHED);
    }
}
