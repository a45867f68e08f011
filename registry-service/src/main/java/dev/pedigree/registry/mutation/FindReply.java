package dev.pedigree.registry.mutation;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.identity.Caller;
import dev.pedigree.mesh.v1.FindReplyRequest;
import dev.pedigree.mesh.v1.FindReplyResponse;
import dev.pedigree.registry.feed.Epoch;

/// Looks up the reply to an earlier call, so that the gateway can answer a replay before it judges anything.
public final class FindReply {
    private final Database database;
    private final Epoch epoch;

    public FindReply(Database database, Epoch epoch) {
        this.database = database;
        this.epoch = epoch;
    }

    public FindReplyResponse find(FindReplyRequest request) {
        Claim claim = Claim.of(request, Caller.current().requirePrincipal());
        return database.read(sql -> ReplyStore.find(sql, claim))
                .map(earlier -> found(earlier.requireSame(claim)))
                .orElseGet(FindReplyResponse::getDefaultInstance);
    }

    private FindReplyResponse found(Earlier earlier) {
        ByteString reply =
                PublicMethods.require(earlier.method()).withToken(earlier.reply(), epoch.token(earlier.token()));
        return FindReplyResponse.newBuilder().setFound(true).setReply(reply).build();
    }
}
