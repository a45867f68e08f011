package dev.pedigree.registry.version;

import static dev.pedigree.registry.jooq.Tables.VERSION_STATE;
import static org.jooq.impl.DSL.any;

import dev.pedigree.lifecycle.State;
import dev.pedigree.registry.sql.FixedStatement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.SelectConditionStep;
import org.jooq.SelectForUpdateOfStep;

/// Reads states under a lock. Locks are taken in ascending id, by everyone.
///
/// FOR KEY SHARE keeps a state from being moved and lets everything else pass; FOR UPDATE waits until no one relies
/// on the state any more; FOR NO KEY UPDATE is for changes that nobody relies on, such as annotations.
public final class VersionStates {
    /// The sub-select hides the length of the array from Postgres, which would else plan anew for every one.
    static final FixedStatement SHARE = new FixedStatement("""
            select version_id, state from version_state where version_id = any((select ?::bigint[])::bigint[])
            order by version_id for key share""");

    private VersionStates() {}

    /// Keeps these versions from being moved until the transaction ends; states by id, ascending.
    public static Map<Long, State> share(DSLContext sql, Collection<Long> ids) {
        Map<Long, State> states = new LinkedHashMap<>();
        SHARE.fetch(sql, row -> states.put(row.getLong(1), State.valueOf(row.getString(2))), (Object)
                ids.toArray(Long[]::new));
        return states;
    }

    /// States by id, ascending, as they stand and without a lock: to explain, not to decide.
    public static Map<Long, State> read(DSLContext sql, Collection<Long> ids) {
        return sql.select(VERSION_STATE.VERSION_ID, VERSION_STATE.STATE)
                .from(VERSION_STATE)
                .where(VERSION_STATE.VERSION_ID.eq(any(ids.toArray(Long[]::new))))
                .orderBy(VERSION_STATE.VERSION_ID)
                .fetchMap(Record2::value1, row -> State.valueOf(row.value2()));
    }

    /// To move the state.
    public static Held forUpdate(DSLContext sql, long id) {
        return held(select(sql, id).forUpdate());
    }

    /// To change what nobody relies on.
    public static Held forAnnotation(DSLContext sql, long id) {
        return held(select(sql, id).forNoKeyUpdate());
    }

    private static SelectConditionStep<Record3<Long, String, Long>> select(DSLContext sql, long id) {
        return sql.select(VERSION_STATE.VERSION_ID, VERSION_STATE.STATE, VERSION_STATE.REVISION)
                .from(VERSION_STATE)
                .where(VERSION_STATE.VERSION_ID.eq(id));
    }

    private static Held held(SelectForUpdateOfStep<Record3<Long, String, Long>> locking) {
        return locking.fetchSingle(row -> new Held(row.value1(), State.valueOf(row.value2()), row.value3()));
    }
}
