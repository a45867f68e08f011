package dev.pedigree.registry.transition;

import dev.pedigree.lifecycle.Verb;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.Etag;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.version.Held;
import dev.pedigree.registry.version.VersionStates;
import dev.pedigree.v1.DeprecateVersionRequest;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.Version;

/// Marks a version as not to be taken up anew.
///
/// Errors: VERSION_NOT_FOUND, ETAG_MISMATCH, ILLEGAL_TRANSITION.
public final class DeprecateVersion {
    private static final PublicMethod<DeprecateVersionRequest, Version> METHOD =
            PublicMethod.of(LifecycleServiceGrpc.getDeprecateVersionMethod());

    private final Mutations mutations;
    private final VersionIds versions;
    private final MoveVersion moves;

    public DeprecateVersion(Mutations mutations, VersionIds versions, MoveVersion moves) {
        this.mutations = mutations;
        this.versions = versions;
        this.moves = moves;
    }

    public Version deprecate(DeprecateVersionRequest request) {
        VersionName name = Names.read("name", request.getName(), VersionName::parse);
        return mutations.run(METHOD, request, mutation -> deprecate(mutation, request, name));
    }

    private Version deprecate(Mutation mutation, DeprecateVersionRequest request, VersionName name) {
        Held held = VersionStates.forUpdate(mutation.sql(), versions.require(mutation.sql(), name));
        Etag.requireIfGiven(request.getEtag(), name, held.revision());
        return moves.move(mutation, name, held, Verb.DEPRECATE, request.getReason());
    }
}
