package dev.pedigree.registry.mutation;

import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.lifecycle.Digest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/// The replies to earlier calls (AIP-155). A reply is stored by the transaction that made it true, or not at all.
final class ReplyStore {
    private static final String CLAIM = """
            insert into reply (project, caller, request_id, method, fingerprint) values (?, ?, ?, ?, ?)
            on conflict do nothing returning created_at""";

    private static final String FIND = """
            select method, fingerprint, reply, token::text::bigint from reply
            where project = ? and caller = ? and request_id = ?""";

    /// The token is read last, in the very transaction it must cover.
    private static final String STORE = """
            update reply set reply = ?, token = consistency_xid() where project = ? and caller = ? and request_id = ?
            returning token::text::bigint""";

    private ReplyStore() {}

    /// Takes the key and returns the time, or returns nothing because it is taken; waits for a twin that holds it.
    static Optional<Instant> claim(DSLContext sql, Claim claim) {
        return sql.resultQuery(
                        CLAIM,
                        claim.project(),
                        claim.caller(),
                        claim.requestId(),
                        claim.method(),
                        claim.fingerprint().bytes())
                .fetchOptional()
                .map(row -> row.get(0, OffsetDateTime.class).toInstant());
    }

    static Optional<Earlier> find(DSLContext sql, Claim claim) {
        return sql.resultQuery(FIND, claim.project(), claim.caller(), claim.requestId())
                .fetchOptional()
                .map(ReplyStore::earlier);
    }

    /// Runs what the mutation still has to write, then stores its reply; returns the token.
    static long store(Mutation mutation, Claim claim, Message reply) {
        Pipeline writes = mutation.writes();
        writes.add(STORE, reply.toByteArray(), claim.project(), claim.caller(), claim.requestId());
        return writes.run(mutation.sql());
    }

    private static Earlier earlier(Record row) {
        return new Earlier(
                row.get(0, String.class),
                Digest.of(row.get(1, byte[].class)),
                UnsafeByteOperations.unsafeWrap(row.get(2, byte[].class)),
                row.get(3, Long.class));
    }
}
