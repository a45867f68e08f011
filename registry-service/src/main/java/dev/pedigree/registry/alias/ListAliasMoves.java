package dev.pedigree.registry.alias;

import static dev.pedigree.registry.jooq.Tables.ALIAS_MOVE;
import static org.jooq.impl.DSL.noCondition;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.registry.jooq.tables.records.AliasMoveRecord;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.Page;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.v1.AliasMove;
import dev.pedigree.v1.ListAliasMovesRequest;
import dev.pedigree.v1.ListAliasMovesResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/// Lists every move of an asset's aliases, newest first. Errors: ASSET_NOT_FOUND, PAGE_TOKEN_INVALID.
public final class ListAliasMoves {
    private final Database database;
    private final AssetIds assets;
    private final VersionIds versions;

    public ListAliasMoves(Database database, AssetIds assets, VersionIds versions) {
        this.database = database;
        this.assets = assets;
        this.versions = versions;
    }

    public ListAliasMovesResponse list(ListAliasMovesRequest request) {
        AssetName asset = Names.read("parent", request.getParent(), AssetName::parse);
        Page page = Page.of(request);
        return database.read(sql -> {
            List<AliasMoveRecord> rows = fetch(sql, assets.require(sql, asset), request.getAlias(), page);
            return ListAliasMovesResponse.newBuilder()
                    .setNextPageToken(page.next(rows, row -> List.of(Long.toString(row.getId()))))
                    .addAllMoves(render(sql, page.cut(rows)))
                    .build();
        });
    }

    private static List<AliasMoveRecord> fetch(DSLContext sql, long asset, String alias, Page page) {
        return sql.selectFrom(ALIAS_MOVE)
                .where(ALIAS_MOVE.ASSET_ID.eq(asset))
                .and(alias.isEmpty() ? noCondition() : ALIAS_MOVE.ALIAS.eq(alias))
                .and(page.afterNumber().map(ALIAS_MOVE.ID::lt).orElseGet(() -> noCondition()))
                .orderBy(ALIAS_MOVE.ID.desc())
                .limit(page.limit())
                .fetch();
    }

    private List<AliasMove> render(DSLContext sql, List<AliasMoveRecord> rows) {
        versions.names(
                sql,
                rows.stream()
                        .flatMap(row -> Stream.of(row.getFromVersion(), row.getToVersion()))
                        .filter(Objects::nonNull)
                        .toList()); // all at once, into the cache
        return rows.stream()
                .map(row -> AliasMove.newBuilder()
                        .setAlias(row.getAlias())
                        .setFromVersion(name(sql, Optional.ofNullable(row.getFromVersion())))
                        .setToVersion(name(sql, Optional.ofNullable(row.getToVersion())))
                        .setActor(row.getActor())
                        .setTime(Times.toWire(row.getAt()))
                        .build())
                .toList();
    }

    private String name(DSLContext sql, Optional<Long> version) {
        return version.map(id -> versions.name(sql, id).toString()).orElse("");
    }
}
