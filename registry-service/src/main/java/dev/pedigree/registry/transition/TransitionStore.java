package dev.pedigree.registry.transition;

import static dev.pedigree.registry.jooq.Tables.TRANSITION;
import static dev.pedigree.registry.jooq.Tables.VERSION_STATE;
import static org.jooq.impl.DSL.noCondition;

import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.Verb;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.jooq.tables.records.TransitionRecord;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.name.Page;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.record.States;
import dev.pedigree.registry.version.Held;
import dev.pedigree.v1.Transition;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/// Moves states, and keeps every step.
public final class TransitionStore {

    private TransitionStore() {}

    /// Takes the step: its row, then the move that the row allows.
    public static void move(Mutation mutation, Held held, Verb verb, State to, String reason, Instant at) {
        DSLContext tx = mutation.sql();
        tx.insertInto(TRANSITION)
                .set(TRANSITION.VERSION_ID, held.id())
                .set(TRANSITION.REVISION, held.revision() + 1)
                .set(TRANSITION.FROM_STATE, held.state().name())
                .set(TRANSITION.VERB, verb.name())
                .set(TRANSITION.TO_STATE, to.name())
                .set(TRANSITION.ACTOR, mutation.actor())
                .set(TRANSITION.REASON, reason)
                .set(TRANSITION.REQUEST_ID, mutation.requestId().toString())
                .set(TRANSITION.AT, at)
                .execute();
        tx.update(VERSION_STATE)
                .set(VERSION_STATE.STATE, to.name())
                .set(VERSION_STATE.REVISION, held.revision() + 1)
                .set(VERSION_STATE.UPDATED_AT, at)
                .where(VERSION_STATE.VERSION_ID.eq(held.id()))
                .execute();
    }

    /// Newest first.
    static List<TransitionRecord> list(DSLContext sql, long version, Page page) {
        return sql.selectFrom(TRANSITION)
                .where(TRANSITION.VERSION_ID.eq(version))
                .and(page.afterNumber().map(TRANSITION.REVISION::lt).orElse(noCondition()))
                .orderBy(TRANSITION.REVISION.desc())
                .limit(page.limit())
                .fetch();
    }

    static Transition render(VersionName version, TransitionRecord row) {
        return Transition.newBuilder()
                .setVersion(version.toString())
                .setVerb(row.getVerb())
                .setFromState(States.toWire(State.valueOf(row.getFromState())))
                .setToState(States.toWire(State.valueOf(row.getToState())))
                .setActor(row.getActor())
                .setReason(row.getReason())
                .setTime(Times.toWire(row.getAt()))
                .setRequestId(row.getRequestId())
                .build();
    }
}
