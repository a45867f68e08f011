package dev.pedigree.registry.transition;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.jooq.tables.records.TransitionRecord;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.Page;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.v1.ListTransitionsRequest;
import dev.pedigree.v1.ListTransitionsResponse;
import java.util.List;

/// Lists the steps of a version, newest first. Errors: VERSION_NOT_FOUND, PAGE_TOKEN_INVALID.
public final class ListTransitions {
    private final Database database;
    private final VersionIds versions;

    public ListTransitions(Database database, VersionIds versions) {
        this.database = database;
        this.versions = versions;
    }

    public ListTransitionsResponse list(ListTransitionsRequest request) {
        VersionName version = Names.read("parent", request.getParent(), VersionName::parse);
        Page page = Page.of(request);
        List<TransitionRecord> rows =
                database.read(sql -> TransitionStore.list(sql, versions.require(sql, version), page));
        return ListTransitionsResponse.newBuilder()
                .addAllTransitions(page.cut(rows).stream()
                        .map(row -> TransitionStore.render(version, row))
                        .toList())
                .setNextPageToken(page.next(rows, row -> List.of(Long.toString(row.getRevision()))))
                .build();
    }
}
