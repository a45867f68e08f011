package dev.pedigree.registry.project;

import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.registry.jooq.tables.records.ProjectRecord;
import dev.pedigree.registry.name.Times;
import dev.pedigree.v1.Project;

/// A project's row as the API shows it.
final class ProjectCodec {
    private ProjectCodec() {}

    static Project render(ProjectRecord row) {
        return Project.newBuilder()
                .setName(new ProjectName(row.getProjectId()).toString())
                .setDisplayName(row.getDisplayName())
                .setCreator(row.getCreator())
                .setCreateTime(Times.toWire(row.getCreatedAt()))
                .build();
    }
}
