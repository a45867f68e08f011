package dev.pedigree.registry.mutation;

import com.google.protobuf.Message;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.identity.Caller;
import dev.pedigree.registry.feed.Epoch;
import dev.pedigree.registry.feed.Wakeup;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/// Runs every mutation, each in one transaction: claim the key, do what the verb does, append to the feed, store the
/// reply. All of it is there afterwards, or nothing.
public final class Mutations {
    private final Database database;
    private final Epoch epoch;
    private final Wakeup wakeup;

    public Mutations(Database database, Epoch epoch, Wakeup wakeup) {
        this.database = database;
        this.epoch = epoch;
        this.wakeup = wakeup;
    }

    /// @param request what the client sent, without the evidence that the gateway put beside it
    /// @return the reply, or the first reply if this call is a replay
    public <Q extends Message, R extends Message> R run(PublicMethod<Q, R> method, Q request, Body<R> body) {
        Claim claim = Claim.of(method, request, Caller.current().requirePrincipal());
        if (method.validateOnly(request)) {
            return database.rehearse(sql -> rehearse(sql, method, claim, body));
        }
        R reply = database.write(sql -> perform(sql, method, claim, body));
        wakeup.changed();
        return reply;
    }

    private <R extends Message> R perform(DSLContext sql, PublicMethod<?, R> method, Claim claim, Body<R> body) {
        Optional<Instant> begun = ReplyStore.claim(sql, claim);
        if (begun.isEmpty()) {
            return replay(sql, method, claim);
        }
        Mutation mutation = new Mutation(sql, method.verb(), claim, begun.get());
        R reply = body.run(mutation);
        return method.withToken(reply, epoch.token(ReplyStore.store(mutation, claim, reply)));
    }

    /// Does everything that is then undone, and answers what would have been answered: without a token, since
    /// nothing happened.
    private <R extends Message> R rehearse(DSLContext sql, PublicMethod<?, R> method, Claim claim, Body<R> body) {
        Optional<Instant> begun = ReplyStore.claim(sql, claim);
        if (begun.isEmpty()) {
            return replay(sql, method, claim);
        }
        Mutation mutation = new Mutation(sql, method.verb(), claim, begun.get());
        R reply = body.run(mutation);
        ReplyStore.store(mutation, claim, reply);
        sql.execute("set constraints all immediate");
        return reply;
    }

    private <R extends Message> R replay(DSLContext sql, PublicMethod<?, R> method, Claim claim) {
        Earlier earlier = ReplyStore.find(sql, claim).orElseThrow().requireSame(claim);
        return method.withToken(method.parseReply(earlier.reply()), epoch.token(earlier.token()));
    }
}
