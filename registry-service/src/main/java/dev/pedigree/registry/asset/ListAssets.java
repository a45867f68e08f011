package dev.pedigree.registry.asset;

import static dev.pedigree.registry.jooq.Tables.ASSET;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.Page;
import dev.pedigree.registry.name.ProjectIds;
import dev.pedigree.registry.record.RecordKind;
import dev.pedigree.v1.ListAssetsRequest;
import dev.pedigree.v1.ListAssetsResponse;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;

/// Lists a project's assets by kind and id. Errors: PROJECT_NOT_FOUND, PAGE_TOKEN_INVALID.
public final class ListAssets {
    private final Database database;

    public ListAssets(Database database) {
        this.database = database;
    }

    public ListAssetsResponse list(ListAssetsRequest request) {
        ProjectName project = Names.read("parent", request.getParent(), ProjectName::parse);
        Page page = Page.of(request);
        List<AssetRow> rows = database.read(sql -> fetch(sql, project, request, page));
        ListAssetsResponse.Builder response =
                ListAssetsResponse.newBuilder().setNextPageToken(page.next(rows, ListAssets::key));
        page.cut(rows).forEach(row -> response.addAssets(row.render(project)));
        return response.build();
    }

    private static List<AssetRow> fetch(DSLContext sql, ProjectName project, ListAssetsRequest request, Page page) {
        return AssetRow.select(sql)
                .where(ASSET.PROJECT_ID.eq(ProjectIds.require(sql, project)))
                .and(RecordKind.fromWire(request.getKind())
                        .map(kind -> ASSET.KIND.eq(kind.name()))
                        .orElseGet(() -> noCondition()))
                .and(page.after().map(ListAssets::beyond).orElseGet(() -> noCondition()))
                .orderBy(ASSET.KIND, ASSET.ASSET_ID)
                .limit(page.limit())
                .fetch(AssetRow::of);
    }

    private static List<String> key(AssetRow row) {
        return List.of(row.asset().getKind(), row.asset().getAssetId());
    }

    private static Condition beyond(List<String> key) {
        return row(ASSET.KIND, ASSET.ASSET_ID).gt(row(key.getFirst(), key.getLast()));
    }
}
