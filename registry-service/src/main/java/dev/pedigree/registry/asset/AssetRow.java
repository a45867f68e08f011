package dev.pedigree.registry.asset;

import static dev.pedigree.registry.jooq.Tables.ASSET;
import static dev.pedigree.registry.jooq.Tables.ASSET_HEAD;

import dev.pedigree.lifecycle.Kind;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.registry.jooq.tables.records.AssetRecord;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.record.RecordKind;
import dev.pedigree.v1.Asset;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;

/// An asset's row with its counter, as the API shows it.
record AssetRow(AssetRecord asset, int newest) {

    static SelectOnConditionStep<Record> select(DSLContext sql) {
        return sql.select(ASSET.fields())
                .select(ASSET_HEAD.NEWEST_NUMBER)
                .from(ASSET)
                .join(ASSET_HEAD)
                .on(ASSET_HEAD.ASSET_ID.eq(ASSET.ID));
    }

    static AssetRow of(Record row) {
        return new AssetRow(row.into(ASSET), row.get(ASSET_HEAD.NEWEST_NUMBER));
    }

    AssetName name(ProjectName project) {
        return new AssetName(project, Kind.valueOf(asset.getKind()), asset.getAssetId());
    }

    Asset render(ProjectName project) {
        AssetName name = name(project);
        return Asset.newBuilder()
                .setName(name.toString())
                .setKind(RecordKind.toWire(name.kind()))
                .setDisplayName(asset.getDisplayName())
                .setDescription(asset.getDescription())
                .setCreator(asset.getCreator())
                .setCreateTime(Times.toWire(asset.getCreatedAt()))
                .setNewestVersion(newest)
                .build();
    }
}
