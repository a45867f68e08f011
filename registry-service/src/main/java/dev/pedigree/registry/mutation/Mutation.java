package dev.pedigree.registry.mutation;

import com.google.protobuf.Timestamp;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.registry.sql.Pipeline;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;

/// One mutation on its way, as its body sees it.
public final class Mutation {
    private final DSLContext sql;
    private final String verb;
    private final Claim claim;
    private final Instant begun;
    private final Pipeline writes = new Pipeline();

    Mutation(DSLContext sql, String verb, Claim claim, Instant begun) {
        this.sql = sql;
        this.verb = verb;
        this.claim = claim;
        this.begun = begun;
    }

    /// The transaction.
    public DSLContext sql() {
        return sql;
    }

    /// The end user whose credential the call carries.
    public String actor() {
        return claim.caller();
    }

    public UUID requestId() {
        return claim.requestId();
    }

    /// The database's clock when the transaction began. Times that must agree with an order of locks are taken under
    /// the lock instead.
    public Instant begun() {
        return begun;
    }

    /// Adds a statement whose outcome the body need not see. Statements added run in order, in one trip to the
    /// database, after the body has returned.
    public void write(Query statement) {
        writes.add(statement);
    }

    /// The same for a statement whose text never changes.
    public void write(String statement, Object... values) {
        writes.add(statement, values);
    }

    /// Adds a row to the feed. The body fills in subject, revision, digests and node; verb and actor are known here.
    public void change(Change.Builder change, Instant at) {
        Change row =
                change.setVerb(verb).setActor(actor()).setTime(timestamp(at)).build();
        writes.add(
                "insert into change (subject, revision, payload) values (?, ?, ?)",
                row.getSubject(),
                row.getRevision(),
                row.toByteArray());
    }

    Pipeline writes() {
        return writes;
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
