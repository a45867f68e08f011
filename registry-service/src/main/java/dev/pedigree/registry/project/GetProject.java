package dev.pedigree.registry.project;

import static dev.pedigree.registry.jooq.Tables.PROJECT;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.registry.name.Names;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetProjectRequest;
import dev.pedigree.v1.Project;

/// Reads a project. Errors: PROJECT_NOT_FOUND.
public final class GetProject {
    private final Database database;

    public GetProject(Database database) {
        this.database = database;
    }

    public Project get(GetProjectRequest request) {
        ProjectName name = Names.read("name", request.getName(), ProjectName::parse);
        return database.read(sql -> sql.selectFrom(PROJECT)
                        .where(PROJECT.PROJECT_ID.eq(name.id()))
                        .fetchOptional())
                .map(ProjectCodec::render)
                .orElseThrow(
                        () -> new NotFound(ErrorReason.ERROR_REASON_PROJECT_NOT_FOUND, "project", name.toString()));
    }
}
