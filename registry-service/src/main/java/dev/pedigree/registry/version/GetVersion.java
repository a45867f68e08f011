package dev.pedigree.registry.version;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.name.AliasName;
import dev.pedigree.lifecycle.name.VersionReference;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.name.Names;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.Version;
import java.util.List;
import org.jooq.DSLContext;

/// Reads a version by number, `latest` or `@alias`.
public final class GetVersion {
    private final Database database;
    private final AssetIds assets;
    private final Versions versions;

    public GetVersion(Database database, AssetIds assets, Versions versions) {
        this.database = database;
        this.assets = assets;
        this.versions = versions;
    }

    public Version get(GetVersionRequest request) {
        VersionReference name = Names.read("name", request.getName(), VersionReference::parse);
        return database.read(sql -> {
                    List<Present> found = assets.find(sql, name.asset())
                            .map(asset -> find(sql, asset, name.selector()))
                            .orElseGet(List::of);
                    return versions.show(sql, found).stream().findFirst();
                })
                .orElseThrow(() -> notFound(name));
    }

    private static List<Present> find(DSLContext sql, long asset, VersionReference.Selector selector) {
        return switch (selector) {
            case VersionReference.Exact exact ->
                exact.number() > Integer.MAX_VALUE
                        ? List.of()
                        : PresentQuery.BY_NUMBER.fetch(sql, PresentQuery::read, asset, (int) exact.number());
            case VersionReference.Latest _ -> PresentQuery.NEWEST.fetch(sql, PresentQuery::read, asset);
            case VersionReference.Alias alias ->
                PresentQuery.BY_ALIAS.fetch(sql, PresentQuery::read, asset, alias.alias());
        };
    }

    private static NotFound notFound(VersionReference name) {
        return switch (name.selector()) {
            case VersionReference.Alias alias ->
                new NotFound(
                        ErrorReason.ERROR_REASON_ALIAS_NOT_FOUND,
                        "alias",
                        new AliasName(name.asset(), alias.alias()).toString());
            case VersionReference.Exact _, VersionReference.Latest _ ->
                new NotFound(ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, "version", name.toString());
        };
    }
}
