package dev.pedigree.registry.name;

import static dev.pedigree.registry.jooq.Tables.VERSION;
import static org.jooq.impl.DSL.any;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.v1.ErrorReason;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// Between names of versions and their row ids. Versions are never renamed or removed, so what was read once stays
/// true. Only committed versions may be remembered: reads here never see the caller's own new ones.
public final class VersionIds {
    private static final int REMEMBERED = 500_000;

    private final AssetIds assets;
    private final Cache<VersionName, Long> byName =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<Long, VersionName> byId =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    public VersionIds(AssetIds assets) {
        this.assets = assets;
    }

    /// @throws NotFound VERSION_NOT_FOUND
    public long require(DSLContext sql, VersionName name) {
        return find(sql, name).orElseThrow(() -> notFound(List.of(name)));
    }

    public Optional<Long> find(DSLContext sql, VersionName name) {
        return Optional.ofNullable(resolve(sql, List.of(name)).get(name));
    }

    /// Every one of them, in the order given.
    ///
    /// @throws NotFound VERSION_NOT_FOUND, naming all that are missing
    public Map<VersionName, Long> requireAll(DSLContext sql, Collection<VersionName> names) {
        Map<VersionName, Long> ids = resolve(sql, names);
        List<VersionName> missing =
                names.stream().filter(name -> !ids.containsKey(name)).distinct().toList();
        if (!missing.isEmpty()) {
            throw notFound(missing);
        }
        return ids;
    }

    /// The names of these versions, which exist.
    public Map<Long, VersionName> names(DSLContext sql, Collection<Long> ids) {
        Map<Long, VersionName> names = new LinkedHashMap<>(byId.getAllPresent(ids));
        List<Long> unknown =
                ids.stream().filter(id -> !names.containsKey(id)).distinct().toList();
        if (!unknown.isEmpty()) {
            sql.select(VERSION.ID, VERSION.ASSET_ID, VERSION.NUMBER)
                    .from(VERSION)
                    .where(VERSION.ID.eq(any(unknown.toArray(Long[]::new))))
                    .forEach(row -> names.put(
                            row.value1(),
                            remember(assets.name(sql, row.value2()).version(row.value3()), row.value1())));
        }
        return names;
    }

    public VersionName name(DSLContext sql, long id) {
        return names(sql, List.of(id)).get(id);
    }

    private Map<VersionName, Long> resolve(DSLContext sql, Collection<VersionName> names) {
        Map<VersionName, Long> ids = new LinkedHashMap<>(byName.getAllPresent(names));
        names.stream()
                .filter(name -> !ids.containsKey(name))
                .collect(Collectors.groupingBy(VersionName::asset))
                .forEach((asset, unknown) -> assets.find(sql, asset)
                        .ifPresent(id -> read(sql, id, unknown).forEach(ids::put)));
        return ids;
    }

    private Map<VersionName, Long> read(DSLContext sql, long asset, List<VersionName> names) {
        Map<Integer, VersionName> numbers = names.stream()
                .filter(name -> name.number() <= Integer.MAX_VALUE)
                .collect(Collectors.toMap(name -> (int) name.number(), name -> name, (first, _) -> first));
        return sql
                .select(VERSION.NUMBER, VERSION.ID)
                .from(VERSION)
                .where(VERSION.ASSET_ID.eq(asset))
                .and(VERSION.NUMBER.eq(any(numbers.keySet().toArray(Integer[]::new))))
                .fetch()
                .stream()
                .collect(Collectors.toMap(
                        row -> remember(numbers.get(row.value1()), row.value2()), row -> row.value2()));
    }

    private VersionName remember(VersionName name, long id) {
        byName.put(name, id);
        byId.put(id, name);
        return name;
    }

    private static NotFound notFound(List<VersionName> missing) {
        String names = missing.stream().map(VersionName::toString).collect(Collectors.joining(", "));
        return new NotFound(ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, "version", names);
    }
}
