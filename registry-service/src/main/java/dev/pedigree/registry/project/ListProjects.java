package dev.pedigree.registry.project;

import static dev.pedigree.registry.jooq.Tables.PROJECT;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.noCondition;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.mesh.v1.ListVisibleProjectsRequest;
import dev.pedigree.registry.jooq.tables.records.ProjectRecord;
import dev.pedigree.registry.name.Page;
import dev.pedigree.v1.ListProjectsResponse;
import java.util.List;
import org.jooq.Condition;

/// Lists the projects that the caller may read, by name. Errors: PAGE_TOKEN_INVALID.
public final class ListProjects {
    private final Database database;

    public ListProjects(Database database) {
        this.database = database;
    }

    public ListProjectsResponse list(ListVisibleProjectsRequest request) {
        Page page = Page.of(request.getRequest());
        List<ProjectRecord> rows = database.read(sql -> sql.selectFrom(PROJECT)
                .where(visible(request))
                .and(page.after()
                        .map(key -> PROJECT.PROJECT_ID.gt(key.getFirst()))
                        .orElseGet(() -> noCondition()))
                .orderBy(PROJECT.PROJECT_ID)
                .limit(page.limit())
                .fetch());
        ListProjectsResponse.Builder response =
                ListProjectsResponse.newBuilder().setNextPageToken(page.next(rows, row -> List.of(row.getProjectId())));
        page.cut(rows).forEach(row -> response.addProjects(ProjectCodec.render(row)));
        return response.build();
    }

    private static Condition visible(ListVisibleProjectsRequest request) {
        return request.getAll()
                ? noCondition()
                : PROJECT.PROJECT_ID.eq(any(request.getProjectIdsList().toArray(String[]::new)));
    }
}
