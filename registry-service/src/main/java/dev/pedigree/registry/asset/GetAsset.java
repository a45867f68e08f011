package dev.pedigree.registry.asset;

import static dev.pedigree.registry.jooq.Tables.ASSET;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.name.Names;
import dev.pedigree.v1.Asset;
import dev.pedigree.v1.GetAssetRequest;

/// Reads an asset. Errors: ASSET_NOT_FOUND.
public final class GetAsset {
    private final Database database;
    private final AssetIds assets;

    public GetAsset(Database database, AssetIds assets) {
        this.database = database;
        this.assets = assets;
    }

    public Asset get(GetAssetRequest request) {
        AssetName name = Names.read("name", request.getName(), AssetName::parse);
        return database.read(sql -> AssetRow.select(sql)
                .where(ASSET.ID.eq(assets.require(sql, name)))
                .fetchSingle(AssetRow::of)
                .render(name.project()));
    }
}
