package dev.pedigree.registry.version;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// Versions as the API shows them. A version in one revision never changes, so what was read once is remembered; which
/// revision it is in, and which aliases point at it, is read every time.
public final class Versions {
    /// Messages take about this many times their size on the wire.
    private static final int SPREAD = 4;

    private final AssetIds assets;
    private final Cache<Long, Remembered> remembered;

    /// @param revision 0 where only the frozen part is known
    private record Remembered(long revision, Version version) {
        int weight() {
            return SPREAD * version.getSerializedSize();
        }
    }

    /// @param cacheBytes about how much memory may be used to remember
    public Versions(AssetIds assets, long cacheBytes) {
        this.assets = assets;
        this.remembered = Caffeine.newBuilder()
                .maximumWeight(cacheBytes)
                .weigher((Long _, Remembered known) -> known.weight())
                .build();
    }

    /// The version with this row id, which exists, as the transaction sees it. Nothing that may be rolled back is
    /// remembered.
    public Version read(DSLContext sql, long id) {
        Present present = PresentQuery.BY_IDS
                .fetch(sql, PresentQuery::read, (Object) new Long[] {id})
                .getFirst();
        StateRow state = StateRow.fetch(sql, List.of(id)).getFirst();
        return named(state.applyTo(frozen(sql, List.of(id)).get(id)), present);
    }

    /// The frozen record of a version that exists.
    public VersionRecord record(DSLContext sql, long id) {
        return frozen(sql, List.of(id)).get(id).getRecord();
    }

    /// These versions, which exist, in the order given. Not within a transaction that changes them.
    List<Version> showAll(DSLContext sql, List<Long> ids) {
        Map<Long, Present> rows =
                PresentQuery.BY_IDS.fetch(sql, PresentQuery::read, (Object) ids.toArray(Long[]::new)).stream()
                        .collect(Collectors.toMap(Present::id, row -> row));
        return show(sql, ids.stream().map(rows::get).toList());
    }

    /// The versions that were found. Not within a transaction that changes them.
    List<Version> show(DSLContext sql, List<Present> found) {
        Map<Long, Version> versions = new HashMap<>();
        for (Present present : found) {
            Remembered known = remembered.getIfPresent(present.id());
            if (known != null && known.revision() == present.revision()) {
                versions.put(present.id(), known.version());
            }
        }
        List<Long> others = found.stream()
                .map(Present::id)
                .filter(id -> !versions.containsKey(id))
                .toList();
        if (!others.isEmpty()) {
            versions.putAll(learn(sql, others));
        }
        return found.stream()
                .map(present -> named(versions.get(present.id()), present))
                .toList();
    }

    private static Version named(Version version, Present present) {
        return present.aliases().isEmpty()
                ? version
                : version.toBuilder().addAllAliases(present.aliases()).build();
    }

    private Map<Long, Version> learn(DSLContext sql, List<Long> ids) {
        Map<Long, Version> frozen = frozen(sql, ids);
        Map<Long, Version> versions = new HashMap<>();
        for (StateRow state : StateRow.fetch(sql, ids)) {
            Version version = state.applyTo(frozen.get(state.id()));
            remembered.put(state.id(), new Remembered(state.revision(), version));
            versions.put(state.id(), version);
        }
        return versions;
    }

    /// In whatever revision.
    private Map<Long, Version> frozen(DSLContext sql, Collection<Long> ids) {
        Map<Long, Version> versions = new HashMap<>();
        remembered.getAllPresent(ids).forEach((id, known) -> versions.put(id, known.version()));
        List<Long> unknown =
                ids.stream().filter(id -> !versions.containsKey(id)).distinct().toList();
        if (!unknown.isEmpty()) {
            FrozenPart.read(sql, assets, unknown).forEach((id, version) -> {
                remembered.put(id, new Remembered(0, version));
                versions.put(id, version);
            });
        }
        return versions;
    }
}
