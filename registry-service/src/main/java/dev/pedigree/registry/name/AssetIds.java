package dev.pedigree.registry.name;

import static dev.pedigree.registry.jooq.Tables.ASSET;
import static dev.pedigree.registry.jooq.Tables.PROJECT;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.Kind;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.v1.ErrorReason;
import java.util.Optional;
import org.jooq.DSLContext;

/// Between names of assets and their row ids. Assets are never renamed or removed, so what was read once stays true.
public final class AssetIds {
    private static final int REMEMBERED = 100_000;

    private final Cache<AssetName, Long> byName =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<Long, AssetName> byId =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /// @throws NotFound ASSET_NOT_FOUND
    public long require(DSLContext sql, AssetName name) {
        return find(sql, name)
                .orElseThrow(() -> new NotFound(ErrorReason.ERROR_REASON_ASSET_NOT_FOUND, "asset", name.toString()));
    }

    public Optional<Long> find(DSLContext sql, AssetName name) {
        Optional<Long> known = Optional.ofNullable(byName.getIfPresent(name));
        return known.isPresent() ? known : read(sql, name);
    }

    public AssetName name(DSLContext sql, long id) {
        return Optional.ofNullable(byId.getIfPresent(id)).orElseGet(() -> readName(sql, id));
    }

    private Optional<Long> read(DSLContext sql, AssetName name) {
        Optional<Long> id = sql.select(ASSET.ID)
                .from(ASSET)
                .join(PROJECT)
                .on(PROJECT.ID.eq(ASSET.PROJECT_ID))
                .where(PROJECT.PROJECT_ID.eq(name.project().id()))
                .and(ASSET.KIND.eq(name.kind().name()))
                .and(ASSET.ASSET_ID.eq(name.id()))
                .fetchOptional(ASSET.ID);
        id.ifPresent(found -> remember(name, found));
        return id;
    }

    private AssetName readName(DSLContext sql, long id) {
        AssetName name = sql.select(PROJECT.PROJECT_ID, ASSET.KIND, ASSET.ASSET_ID)
                .from(ASSET)
                .join(PROJECT)
                .on(PROJECT.ID.eq(ASSET.PROJECT_ID))
                .where(ASSET.ID.eq(id))
                .fetchSingle(
                        row -> new AssetName(new ProjectName(row.value1()), Kind.valueOf(row.value2()), row.value3()));
        remember(name, id);
        return name;
    }

    private void remember(AssetName name, long id) {
        byName.put(name, id);
        byId.put(id, name);
    }
}
