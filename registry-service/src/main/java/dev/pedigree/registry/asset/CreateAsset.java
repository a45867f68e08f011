package dev.pedigree.registry.asset;

import static dev.pedigree.registry.jooq.Tables.ASSET;
import static dev.pedigree.registry.jooq.Tables.ASSET_HEAD;

import dev.pedigree.chassis.fault.AlreadyExists;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.Kind;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.registry.jooq.tables.records.AssetRecord;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.ProjectIds;
import dev.pedigree.registry.record.RecordKind;
import dev.pedigree.v1.Asset;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.CreateAssetRequest;
import dev.pedigree.v1.ErrorReason;

/// Creates an asset without versions. Errors: PROJECT_NOT_FOUND, ASSET_EXISTS.
public final class CreateAsset {
    private static final PublicMethod<CreateAssetRequest, Asset> METHOD =
            PublicMethod.of(AssetServiceGrpc.getCreateAssetMethod());

    private final Mutations mutations;

    public CreateAsset(Mutations mutations) {
        this.mutations = mutations;
    }

    public Asset create(CreateAssetRequest request) {
        ProjectName project = Names.read("parent", request.getParent(), ProjectName::parse);
        Kind kind = RecordKind.fromWire(request.getKind())
                .orElseThrow(() -> new Invalid("kind", "must be a kind of asset"));
        AssetName name = Names.read("asset_id", request.getAssetId(), id -> new AssetName(project, kind, id));
        return mutations.run(METHOD, request, mutation -> create(mutation, name, request));
    }

    private static Asset create(Mutation mutation, AssetName name, CreateAssetRequest request) {
        AssetRecord row = mutation.sql()
                .insertInto(ASSET)
                .set(ASSET.PROJECT_ID, ProjectIds.require(mutation.sql(), name.project()))
                .set(ASSET.KIND, name.kind().name())
                .set(ASSET.ASSET_ID, name.id())
                .set(ASSET.DISPLAY_NAME, request.getDisplayName())
                .set(ASSET.DESCRIPTION, request.getDescription())
                .set(ASSET.CREATOR, mutation.actor())
                .onConflictDoNothing()
                .returning()
                .fetchOptional()
                .orElseThrow(() -> new AlreadyExists(ErrorReason.ERROR_REASON_ASSET_EXISTS, "asset", name.toString()));
        mutation.write(mutation.sql().insertInto(ASSET_HEAD).set(ASSET_HEAD.ASSET_ID, row.getId()));
        mutation.change(Change.newBuilder().setSubject(name.toString()).setRevision(1), row.getCreatedAt());
        return new AssetRow(row, 0).render(name.project());
    }
}
