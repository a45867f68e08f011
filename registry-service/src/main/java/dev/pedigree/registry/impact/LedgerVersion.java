package dev.pedigree.registry.impact;

import static dev.pedigree.registry.jooq.Tables.ASSET;
import static dev.pedigree.registry.jooq.Tables.EDGE;
import static dev.pedigree.registry.jooq.Tables.VERSION;
import static dev.pedigree.registry.jooq.Tables.VERSION_LABELS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.pedigree.lifecycle.Digest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.CommonTableExpression;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;

/// A dataset version whose labels may be those of a ledger.
///
/// @param id row id
/// @param ledger that it names
/// @param madeFrom row id of the one it was made from, if it names no ledger
record LedgerVersion(long id, Optional<Digest> ledger, Optional<Long> madeFrom) {
    private static final List<String> MADE_FROM = List.of("SOURCE", "PARENT");
    private static final String WALK = "made";

    /// Versions of a project that name one of these ledgers, the newest first.
    static List<LedgerVersion> naming(DSLContext sql, long project, Collection<Digest> ledgers, int limit) {
        return sql.select(VERSION_LABELS.VERSION_ID, VERSION_LABELS.LEDGER)
                .from(VERSION_LABELS)
                .join(VERSION)
                .on(VERSION.ID.eq(VERSION_LABELS.VERSION_ID))
                .join(ASSET)
                .on(ASSET.ID.eq(VERSION.ASSET_ID))
                .where(ASSET.PROJECT_ID.eq(project))
                .and(VERSION_LABELS.LEDGER.eq(
                        any(ledgers.stream().map(Digest::bytes).toArray(byte[][]::new))))
                .orderBy(VERSION_LABELS.VERSION_ID.desc())
                .limit(limit)
                .fetch(row -> new LedgerVersion(row.value1(), Optional.of(Digest.of(row.value2())), Optional.empty()));
    }

    /// Versions that name no ledger and were made from these, near or far, the newest first. What names a ledger has
    /// labels of its own, and so has what was made from that.
    static List<LedgerVersion> madeFrom(DSLContext sql, Collection<Long> versions, int limit) {
        Field<Long> first = field(name(WALK, "first"), Long.class);
        Field<Long> reached = field(name(WALK, "id"), Long.class);
        CommonTableExpression<Record2<Long, Long>> walk = name(WALK)
                .fields("first", "id")
                .as(select(EDGE.TARGET, EDGE.SOURCE)
                        .from(EDGE)
                        .where(EDGE.TARGET.eq(any(versions.toArray(Long[]::new))))
                        .and(EDGE.RELATION.in(MADE_FROM))
                        .and(namesNone())
                        .union(select(first, EDGE.SOURCE)
                                .from(EDGE)
                                .join(name(WALK))
                                .on(EDGE.TARGET.eq(reached))
                                .where(EDGE.RELATION.in(MADE_FROM))
                                .and(namesNone())));
        return sql.withRecursive(walk)
                .select(reached, max(first))
                .from(walk)
                .groupBy(reached)
                .orderBy(reached.desc())
                .limit(limit)
                .fetch(row -> new LedgerVersion(row.value1(), Optional.empty(), Optional.of(row.value2())));
    }

    private static org.jooq.Condition namesNone() {
        return notExists(selectOne().from(VERSION_LABELS).where(VERSION_LABELS.VERSION_ID.eq(EDGE.SOURCE)));
    }
}
