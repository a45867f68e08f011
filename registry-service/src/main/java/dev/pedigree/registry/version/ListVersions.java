package dev.pedigree.registry.version;

import static dev.pedigree.registry.jooq.Tables.VERSION;
import static dev.pedigree.registry.jooq.Tables.VERSION_STATE;
import static org.jooq.impl.DSL.noCondition;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.Page;
import dev.pedigree.v1.ListVersionsRequest;
import dev.pedigree.v1.ListVersionsResponse;
import dev.pedigree.v1.Version;
import java.util.List;
import org.jooq.DSLContext;

/// Lists the versions of an asset, newest first. Errors: ASSET_NOT_FOUND, PAGE_TOKEN_INVALID.
public final class ListVersions {
    private final Database database;
    private final AssetIds assets;
    private final Versions versions;

    public ListVersions(Database database, AssetIds assets, Versions versions) {
        this.database = database;
        this.assets = assets;
        this.versions = versions;
    }

    public ListVersionsResponse list(ListVersionsRequest request) {
        AssetName asset = Names.read("parent", request.getParent(), AssetName::parse);
        Page page = Page.of(request);
        return database.read(sql -> {
            List<Numbered> rows = fetch(sql, assets.require(sql, asset), request, page);
            ListVersionsResponse.Builder response = ListVersionsResponse.newBuilder()
                    .setNextPageToken(page.next(rows, row -> List.of(Integer.toString(row.number()))));
            return response.addAllVersions(read(sql, page.cut(rows))).build();
        });
    }

    private record Numbered(long id, int number) {}

    private static List<Numbered> fetch(DSLContext sql, long asset, ListVersionsRequest request, Page page) {
        return sql.select(VERSION.ID, VERSION.NUMBER)
                .from(VERSION)
                .join(VERSION_STATE)
                .on(VERSION_STATE.VERSION_ID.eq(VERSION.ID))
                .where(VERSION.ASSET_ID.eq(asset))
                .and(VersionConditions.of(request.getFilter()))
                .and(page.afterNumber()
                        .map(number -> VERSION.NUMBER.lt(number.intValue()))
                        .orElseGet(() -> noCondition()))
                .orderBy(VERSION.NUMBER.desc())
                .limit(page.limit())
                .fetch(row -> new Numbered(row.value1(), row.value2()));
    }

    private List<Version> read(DSLContext sql, List<Numbered> rows) {
        return versions.showAll(sql, rows.stream().map(Numbered::id).toList());
    }
}
