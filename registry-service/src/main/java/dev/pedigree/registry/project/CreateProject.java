package dev.pedigree.registry.project;

import static dev.pedigree.registry.jooq.Tables.PROJECT;

import dev.pedigree.chassis.fault.AlreadyExists;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.registry.jooq.tables.records.ProjectRecord;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.PublicMethod;
import dev.pedigree.registry.name.Names;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.CreateProjectRequest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.Project;

/// Creates a project. Errors: PROJECT_EXISTS.
public final class CreateProject {
    private static final PublicMethod<CreateProjectRequest, Project> METHOD =
            PublicMethod.of(AssetServiceGrpc.getCreateProjectMethod());

    private final Mutations mutations;

    public CreateProject(Mutations mutations) {
        this.mutations = mutations;
    }

    public Project create(CreateProjectRequest request) {
        ProjectName name = Names.read("project_id", request.getProjectId(), ProjectName::new);
        return mutations.run(METHOD, request, mutation -> create(mutation, name, request.getDisplayName()));
    }

    private static Project create(Mutation mutation, ProjectName name, String displayName) {
        ProjectRecord row = mutation.sql()
                .insertInto(PROJECT, PROJECT.PROJECT_ID, PROJECT.DISPLAY_NAME, PROJECT.CREATOR)
                .values(name.id(), displayName, mutation.actor())
                .onConflictDoNothing()
                .returning()
                .fetchOptional()
                .orElseThrow(
                        () -> new AlreadyExists(ErrorReason.ERROR_REASON_PROJECT_EXISTS, "project", name.toString()));
        mutation.change(Change.newBuilder().setSubject(name.toString()).setRevision(1), row.getCreatedAt());
        return ProjectCodec.render(row);
    }
}
