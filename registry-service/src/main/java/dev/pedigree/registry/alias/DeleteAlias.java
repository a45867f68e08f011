package dev.pedigree.registry.alias;

import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.name.AliasName;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.registry.jooq.tables.records.AliasMoveRecord;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.name.Etag;
import dev.pedigree.registry.name.Names;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.DeleteAliasRequest;
import dev.pedigree.v1.DeleteAliasResponse;
import dev.pedigree.v1.ErrorReason;
import java.util.Optional;

/// Removes an alias; its history is kept. Errors: ALIAS_NOT_FOUND, ETAG_MISMATCH.
public final class DeleteAlias {
    private static final PublicMethod<DeleteAliasRequest, DeleteAliasResponse> METHOD =
            PublicMethod.of(AssetServiceGrpc.getDeleteAliasMethod());

    private final Mutations mutations;
    private final AssetIds assets;

    public DeleteAlias(Mutations mutations, AssetIds assets) {
        this.mutations = mutations;
        this.assets = assets;
    }

    public DeleteAliasResponse delete(DeleteAliasRequest request) {
        AliasName name = Names.read("name", request.getName(), AliasName::parse);
        return mutations.run(METHOD, request, mutation -> delete(mutation, name, request.getEtag()));
    }

    private DeleteAliasResponse delete(Mutation mutation, AliasName name, String etag) {
        long asset = assets.find(mutation.sql(), name.asset()).orElseThrow(() -> notFound(name));
        AliasRow before = AliasStore.lock(mutation.sql(), asset, name.id()).orElseThrow(() -> notFound(name));
        Etag.requireIfGiven(etag, name, before.revision());
        AliasMoveRecord move =
                AliasStore.move(mutation, asset, name.id(), Optional.of(before.version()), Optional.empty());
        AliasStore.remove(mutation, asset, name.id());
        mutation.change(Change.newBuilder().setSubject(name.toString()).setRevision(move.getId()), move.getAt());
        return DeleteAliasResponse.getDefaultInstance();
    }

    private static NotFound notFound(AliasName name) {
        return new NotFound(ErrorReason.ERROR_REASON_ALIAS_NOT_FOUND, "alias", name.toString());
    }
}
