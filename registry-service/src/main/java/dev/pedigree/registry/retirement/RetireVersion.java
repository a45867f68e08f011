package dev.pedigree.registry.retirement;

import dev.pedigree.lifecycle.Verb;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.ancestry.Descendants;
import dev.pedigree.registry.deployment.LiveDeployment;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.DatabaseClock;
import dev.pedigree.registry.name.Etag;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.transition.MoveVersion;
import dev.pedigree.v1.LifecycleServiceGrpc;
import dev.pedigree.v1.RetireVersionRequest;
import dev.pedigree.v1.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.SequencedSet;
import org.jooq.DSLContext;

/// Archives a deprecated version, for ever, with why, what to use instead, when it served, and what came of it.
///
/// The version is locked FOR UPDATE before anything is looked at. A deployment of it, or of anything made from it,
/// holds the same row: it is committed and seen, or it waits and sees the retirement.
///
/// Errors: VERSION_NOT_FOUND (the version or the successor), ETAG_MISMATCH, ILLEGAL_TRANSITION, IN_USE (all of
/// them).
public final class RetireVersion {
    private static final PublicMethod<RetireVersionRequest, Version> METHOD =
            PublicMethod.of(LifecycleServiceGrpc.getRetireVersionMethod());

    private final Mutations mutations;
    private final VersionIds versions;
    private final MoveVersion moves;
    private final Retirements retirements;

    public RetireVersion(Mutations mutations, VersionIds versions, MoveVersion moves, Retirements retirements) {
        this.mutations = mutations;
        this.versions = versions;
        this.moves = moves;
        this.retirements = retirements;
    }

    public Version retire(RetireVersionRequest request) {
        VersionName name = Names.read("name", request.getName(), VersionName::parse);
        Optional<VersionName> successor = Successor.read(request.getSuccessor(), name);
        return mutations.run(METHOD, request, mutation -> retire(mutation, request, name, successor));
    }

    private Version retire(
            Mutation mutation, RetireVersionRequest request, VersionName name, Optional<VersionName> successor) {
        Locked locked = Locked.of(mutation.sql(), versions, name, successor);
        Etag.requireIfGiven(request.getEtag(), name, locked.held().revision());
        SequencedSet<Long> dependents =
                Descendants.of(mutation.sql(), locked.held().id());
        refuseIfNeeded(mutation.sql(), locked, dependents);
        Instant now = DatabaseClock.now(mutation.sql());
        retirements.insert(mutation, request, locked, dependents, now);
        return moves.move(mutation, name, locked.held(), Verb.RETIRE, request.getText(), now);
    }

    private static void refuseIfNeeded(DSLContext tx, Locked locked, SequencedSet<Long> dependents) {
        Obstacles obstacles = new Obstacles(locked.name());
        obstacles.state(locked.held().state());
        locked.successor().ifPresent(successor -> obstacles.successor(successor.name(), successor.state()));
        LiveDeployment.of(tx, Retirements.affected(locked, dependents)).forEach(obstacles::live);
        obstacles.refuseIfAny();
    }
}
