package dev.pedigree.registry.version;

import static dev.pedigree.registry.jooq.Tables.VERSION;
import static org.jooq.impl.DSL.any;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.name.Etag;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.record.CanonicalJson;
import dev.pedigree.registry.record.InputVersion;
import dev.pedigree.registry.record.Inputs;
import dev.pedigree.registry.record.RecordKind;
import dev.pedigree.registry.record.States;
import dev.pedigree.v1.Input;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// Versions as the API shows them: the frozen part, which is remembered, and the present, which is always read.
public final class Versions {
    private final AssetIds assets;
    private final Cache<Long, Frozen> frozen;

    /// @param cacheBytes about how much memory the frozen parts may take
    public Versions(AssetIds assets, long cacheBytes) {
        this.assets = assets;
        this.frozen = Caffeine.newBuilder()
                .maximumWeight(cacheBytes)
                .weigher((Long _, Frozen version) -> version.weight())
                .build();
    }

    /// The version with this row id, which exists.
    public Version read(DSLContext sql, long id) {
        return render(sql, PresentQuery.fetch(sql, PresentQuery.BY_ID, id)).getFirst();
    }

    /// These versions, which exist, in the order given.
    List<Version> readAll(DSLContext sql, List<Long> ids) {
        Map<Long, Present> rows =
                PresentQuery.fetch(sql, PresentQuery.BY_IDS, (Object) ids.toArray(Long[]::new)).stream()
                        .collect(Collectors.toMap(Present::id, row -> row));
        return render(sql, ids.stream().map(rows::get).toList());
    }

    /// The frozen record of a version that exists.
    public VersionRecord record(DSLContext sql, long id) {
        return frozen(sql, List.of(id)).get(id).message().getRecord();
    }

    List<Version> render(DSLContext sql, List<Present> rows) {
        Map<Long, Frozen> parts = frozen(sql, rows.stream().map(Present::id).toList());
        return rows.stream().map(row -> render(parts.get(row.id()), row)).toList();
    }

    static Version render(Frozen frozen, Present present) {
        return frozen.message().toBuilder()
                .setState(States.toWire(present.state()))
                .setAnnotations(present.annotations())
                .setEtag(Etag.of(frozen.name(), present.revision()))
                .setUpdateTime(Times.toWire(present.updated()))
                .addAllAliases(present.aliases())
                .build();
    }

    static Frozen freeze(
            VersionName name,
            VersionRecord record,
            CanonicalJson json,
            Digest digest,
            List<InputVersion> inputs,
            String creator,
            Instant created) {
        Version.Builder message = Version.newBuilder()
                .setName(name.toString())
                .setNumber(name.number())
                .setKind(RecordKind.toWire(name.kind()))
                .setRecord(record)
                .setRecordDigest(digest.toString())
                .setCreator(creator)
                .setCreateTime(Times.toWire(created));
        inputs.forEach(input -> message.addInputs(Input.newBuilder()
                .setRole(input.role())
                .setVersion(input.version().toString())));
        return new Frozen(name, message.build(), 4 * json.text().length() + 500);
    }

    private Map<Long, Frozen> frozen(DSLContext sql, Collection<Long> ids) {
        Map<Long, Frozen> parts = new HashMap<>(frozen.getAllPresent(ids));
        Long[] unknown =
                ids.stream().filter(id -> !parts.containsKey(id)).distinct().toArray(Long[]::new);
        if (unknown.length > 0) {
            read(sql, unknown).forEach((id, part) -> {
                frozen.put(id, part);
                parts.put(id, part);
            });
        }
        return parts;
    }

    private Map<Long, Frozen> read(DSLContext sql, Long[] ids) {
        Map<Long, Frozen> parts = new HashMap<>();
        sql.selectFrom(VERSION).where(VERSION.ID.eq(any(ids))).forEach(row -> {
            AssetName asset = assets.name(sql, row.getAssetId());
            CanonicalJson json = new CanonicalJson(row.getRecord());
            VersionRecord record = json.into(VersionRecord.newBuilder()).build();
            parts.put(
                    row.getId(),
                    freeze(
                            asset.version(row.getNumber()),
                            record,
                            json,
                            Digest.of(row.getRecordDigest()),
                            Inputs.ofStored(asset, record),
                            row.getCreator(),
                            row.getCreatedAt()));
        });
        return parts;
    }
}
