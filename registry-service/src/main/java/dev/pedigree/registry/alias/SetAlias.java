package dev.pedigree.registry.alias;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.Use;
import dev.pedigree.lifecycle.name.AliasName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.registry.jooq.tables.records.AliasMoveRecord;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.name.Etag;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.transition.IllegalTransition;
import dev.pedigree.registry.version.VersionStates;
import dev.pedigree.v1.Alias;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.SetAliasRequest;
import java.util.List;
import java.util.Optional;

/// Points an alias at a version, creating or moving it; every move is kept.
///
/// Errors: VERSION_NOT_FOUND, ILLEGAL_TRANSITION (the version is retired), ETAG_MISMATCH.
public final class SetAlias {
    private static final PublicMethod<SetAliasRequest, Alias> METHOD =
            PublicMethod.of(AssetServiceGrpc.getSetAliasMethod());

    private final Mutations mutations;
    private final AssetIds assets;
    private final VersionIds versions;

    public SetAlias(Mutations mutations, AssetIds assets, VersionIds versions) {
        this.mutations = mutations;
        this.assets = assets;
        this.versions = versions;
    }

    public Alias set(SetAliasRequest request) {
        AliasName name = Names.read("name", request.getName(), AliasName::parse);
        VersionName version = Names.read("version", request.getVersion(), VersionName::parse);
        if (!version.asset().equals(name.asset())) {
            throw new Invalid("version", "must be a version of " + name.asset());
        }
        return mutations.run(METHOD, request, mutation -> set(mutation, name, version, request.getEtag()));
    }

    private Alias set(Mutation mutation, AliasName name, VersionName version, String etag) {
        long target = versions.require(mutation.sql(), version);
        IllegalTransition.refuseUnlessAllowed(
                version, VersionStates.share(mutation.sql(), List.of(target)).get(target), Use.ALIAS);
        long asset = assets.require(mutation.sql(), name.asset());
        Optional<AliasRow> before = AliasStore.lock(mutation.sql(), asset, name.id());
        Etag.requireIfGiven(etag, name, before.map(AliasRow::revision).orElse(0L));
        AliasMoveRecord move =
                AliasStore.move(mutation, asset, name.id(), before.map(AliasRow::version), Optional.of(target));
        AliasStore.point(mutation, asset, name.id(), target, move.getId());
        mutation.change(Change.newBuilder().setSubject(name.toString()).setRevision(move.getId()), move.getAt());
        return Alias.newBuilder()
                .setName(name.toString())
                .setVersion(version.toString())
                .setEtag(Etag.of(name, move.getId()))
                .setActor(mutation.actor())
                .setUpdateTime(Times.toWire(move.getAt()))
                .build();
    }
}
