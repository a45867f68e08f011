package dev.pedigree.registry.ancestry;

import static dev.pedigree.registry.ancestry.Derivation.isDerivation;
import static dev.pedigree.registry.jooq.Tables.EDGE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import java.util.Set;
import org.jooq.CommonTableExpression;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;

/// Everything a version was made from, at any distance. A version's edges are as old as itself and never change, so
/// the answer needs no lock.
public final class Ancestry {

    private static final String WALK = "ancestry";
    private static final Field<Long> REACHED = field(name(WALK, "id"), Long.class);

    private Ancestry() {}

    public static Set<Long> of(DSLContext tx, long version) {
        CommonTableExpression<Record1<Long>> walk = name(WALK)
                .fields("id")
                .as(select(EDGE.TARGET)
                        .from(EDGE)
                        .where(EDGE.SOURCE.eq(version).and(isDerivation()))
                        .union(select(EDGE.TARGET)
                                .from(EDGE)
                                .join(name(WALK))
                                .on(EDGE.SOURCE.eq(REACHED))
                                .where(isDerivation())));
        return tx.withRecursive(walk).select(REACHED).from(walk).fetchSet(REACHED);
    }
}
