package dev.pedigree.registry.mutation;

import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.registry.sql.FixedStatement;
import dev.pedigree.registry.sql.Pipeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jooq.DSLContext;

/// The replies to earlier calls (AIP-155). A reply is stored by the transaction that made it true, or not at all.
final class ReplyStore {
    private static final FixedStatement CLAIM = new FixedStatement("""
            insert into reply (project, caller, request_id, method, fingerprint) values (?, ?, ?, ?, ?)
            on conflict do nothing returning created_at""");

    private static final FixedStatement FIND = new FixedStatement("""
            select method, fingerprint, reply, token::text::bigint from reply
            where project = ? and caller = ? and request_id = ?""");

    /// The token is read last, in the very transaction it must cover.
    private static final String STORE = """
            update reply set reply = ?, token = consistency_xid() where project = ? and caller = ? and request_id = ?
            returning token::text::bigint""";

    private ReplyStore() {}

    /// Takes the key and returns the time, or returns nothing because it is taken; waits for a twin that holds it.
    static Optional<Instant> claim(DSLContext sql, Claim claim) {
        return CLAIM.fetchOptional(
                sql,
                row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                claim.project(),
                claim.caller(),
                claim.requestId(),
                claim.method(),
                claim.fingerprint().bytes());
    }

    static Optional<Earlier> find(DSLContext sql, Claim claim) {
        return FIND.fetchOptional(sql, ReplyStore::earlier, claim.project(), claim.caller(), claim.requestId());
    }

    /// Runs what the mutation still has to write, then stores its reply; returns the token.
    static long store(Mutation mutation, Claim claim, Message reply) {
        Pipeline writes = mutation.writes();
        writes.add(STORE, reply.toByteArray(), claim.project(), claim.caller(), claim.requestId());
        return writes.run(mutation.sql());
    }

    private static Earlier earlier(ResultSet row) throws SQLException {
        return new Earlier(
                row.getString(1),
                Digest.of(row.getBytes(2)),
                UnsafeByteOperations.unsafeWrap(row.getBytes(3)),
                row.getLong(4));
    }
}
