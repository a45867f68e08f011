package dev.pedigree.registry.name;

import static dev.pedigree.registry.jooq.Tables.PROJECT;

import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.v1.ErrorReason;
import org.jooq.DSLContext;

/// From names of projects to their row ids.
public final class ProjectIds {
    private ProjectIds() {}

    /// @throws NotFound PROJECT_NOT_FOUND
    public static long require(DSLContext sql, ProjectName name) {
        return sql.select(PROJECT.ID)
                .from(PROJECT)
                .where(PROJECT.PROJECT_ID.eq(name.id()))
                .fetchOptional(PROJECT.ID)
                .orElseThrow(
                        () -> new NotFound(ErrorReason.ERROR_REASON_PROJECT_NOT_FOUND, "project", name.toString()));
    }
}
