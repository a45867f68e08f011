package dev.pedigree.registry.rpc;

import dev.pedigree.chassis.rpc.Endless;
import dev.pedigree.chassis.rpc.ServerStream;
import dev.pedigree.chassis.rpc.Unary;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.registry.feed.WatchChanges;
import dev.pedigree.registry.mutation.FindReply;
import io.grpc.ServerServiceDefinition;

/// What other services of the mesh ask beside the public methods: earlier replies, and the feed.
public record FeedMethods(FindReply findReply, WatchChanges watchChanges) implements Methods {

    @Override
    public void addReads(ServerServiceDefinition.Builder reader) {
        reader.addMethod(RegistryReaderGrpc.getFindReplyMethod(), Unary.of(findReply::find))
                .addMethod(
                        RegistryReaderGrpc.getWatchChangesMethod(),
                        new Endless<>(ServerStream.of(watchChanges::watch)));
    }

    @Override
    public void addWrites(ServerServiceDefinition.Builder writer) {
        // the feed is written by mutations alone
    }
}
