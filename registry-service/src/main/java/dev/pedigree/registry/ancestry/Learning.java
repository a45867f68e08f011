package dev.pedigree.registry.ancestry;

import static dev.pedigree.registry.jooq.Tables.EDGE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import java.util.List;
import java.util.Set;
import org.jooq.CommonTableExpression;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;

/// What a model learned its labels from: the versions it was trained on, and those its base models were. What a dataset
/// version was collected from has labels of its own there, which the model did not see.
public final class Learning {
    private static final List<String> RELATIONS = List.of("TRAINING", "BASE_MODEL");
    private static final String WALK = "learned";
    private static final Field<Long> REACHED = field(name(WALK, "id"), Long.class);

    private Learning() {}

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
