package dev.pedigree.registry.version;

import static dev.pedigree.registry.jooq.Tables.ANNOTATION;
import static dev.pedigree.registry.jooq.Tables.VERSION_STATE;

import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.DatabaseClock;
import dev.pedigree.registry.name.Etag;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.record.VersionChange;
import dev.pedigree.v1.AnnotateVersionRequest;
import dev.pedigree.v1.Annotations;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.Version;
import java.time.Instant;
import org.jooq.JSONB;

/// Replaces description and tags; the former ones are kept. Errors: VERSION_NOT_FOUND, ETAG_MISMATCH.
public final class AnnotateVersion {
    private static final PublicMethod<AnnotateVersionRequest, Version> METHOD =
            PublicMethod.of(AssetServiceGrpc.getAnnotateVersionMethod());

    private final Mutations mutations;
    private final VersionIds ids;
    private final Versions versions;

    public AnnotateVersion(Mutations mutations, VersionIds ids, Versions versions) {
        this.mutations = mutations;
        this.ids = ids;
        this.versions = versions;
    }

    public Version annotate(AnnotateVersionRequest request) {
        VersionName name = Names.read("name", request.getName(), VersionName::parse);
        return mutations.run(METHOD, request, mutation -> annotate(mutation, name, request));
    }

    private Version annotate(Mutation mutation, VersionName name, AnnotateVersionRequest request) {
        Held held = VersionStates.forAnnotation(mutation.sql(), ids.require(mutation.sql(), name));
        Etag.require(request.getEtag(), name, held.revision());
        Instant now = DatabaseClock.now(mutation.sql());
        replace(mutation, held.id(), held.revision() + 1, request.getAnnotations(), now);
        Version version = versions.read(mutation.sql(), held.id());
        mutation.change(VersionChange.of(version, held.revision() + 1), now);
        return version;
    }

    private static void replace(Mutation mutation, long id, long revision, Annotations annotations, Instant now) {
        JSONB tags = JSONB.jsonb(TagsJson.print(annotations.getTagsMap()));
        mutation.sql()
                .update(VERSION_STATE)
                .set(VERSION_STATE.REVISION, revision)
                .set(VERSION_STATE.DESCRIPTION, annotations.getDescription())
                .set(VERSION_STATE.TAGS, tags)
                .set(VERSION_STATE.UPDATED_AT, now)
                .where(VERSION_STATE.VERSION_ID.eq(id))
                .execute();
        mutation.write(mutation.sql()
                .insertInto(ANNOTATION)
                .set(ANNOTATION.VERSION_ID, id)
                .set(ANNOTATION.REVISION, revision)
                .set(ANNOTATION.DESCRIPTION, annotations.getDescription())
                .set(ANNOTATION.TAGS, tags)
                .set(ANNOTATION.ACTOR, mutation.actor())
                .set(ANNOTATION.AT, now));
    }
}
