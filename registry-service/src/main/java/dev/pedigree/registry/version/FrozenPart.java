package dev.pedigree.registry.version;

import static dev.pedigree.registry.jooq.Tables.VERSION;
import static org.jooq.impl.DSL.any;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.jooq.tables.records.VersionRecord;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.record.CanonicalJson;
import dev.pedigree.registry.record.InputVersion;
import dev.pedigree.registry.record.Inputs;
import dev.pedigree.registry.record.RecordKind;
import dev.pedigree.v1.Input;
import dev.pedigree.v1.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/// What never changes about a version: name, record, inputs, creator, creation time.
final class FrozenPart {
    private FrozenPart() {}

    static Version of(
            VersionName name,
            dev.pedigree.v1.VersionRecord record,
            Digest digest,
            List<InputVersion> inputs,
            String creator,
            Instant created) {
        Version.Builder version = Version.newBuilder()
                .setName(name.toString())
                .setNumber(name.number())
                .setKind(RecordKind.toWire(name.kind()))
                .setRecord(record)
                .setRecordDigest(digest.toString())
                .setCreator(creator)
                .setCreateTime(Times.toWire(created));
        inputs.forEach(input -> version.addInputs(Input.newBuilder()
                .setRole(input.role())
                .setVersion(input.version().toString())));
        return version.build();
    }

    /// By row id.
    static Map<Long, Version> read(DSLContext sql, AssetIds assets, Collection<Long> ids) {
        return sql.selectFrom(VERSION)
                .where(VERSION.ID.eq(any(ids.toArray(Long[]::new))))
                .fetchMap(VERSION.ID, row -> of(assets.name(sql, row.getAssetId()), row));
    }

    private static Version of(AssetName asset, VersionRecord row) {
        dev.pedigree.v1.VersionRecord record = new CanonicalJson(row.getRecord())
                .into(dev.pedigree.v1.VersionRecord.newBuilder())
                .build();
        return of(
                asset.version(row.getNumber()),
                record,
                Digest.of(row.getRecordDigest()),
                Inputs.ofStored(asset, record),
                row.getCreator(),
                row.getCreatedAt());
    }
}
