package dev.pedigree.artifact.blob;

import static dev.pedigree.artifact.jooq.Tables.PROJECT;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.name.ProjectName;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/// The projects that have content, with their keys. Whether a project exists is the registry's business: one that
/// never sent anything has nothing here.
public final class Projects {
    private static final int REMEMBERED = 100_000;

    private final Database database;

    /// Keys never change, so they need no expiry.
    private final Cache<ProjectName, Project> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    public Projects(Database database) {
        this.database = database;
    }

    /// The project, if it ever had content.
    public Optional<Project> find(ProjectName name) {
        return Optional.ofNullable(known.getIfPresent(name))
                .or(() -> remember(database.read(sql -> select(sql, name))));
    }

    /// The project, which now may have content.
    public Project ensure(ProjectName name) {
        return find(name).orElseGet(() -> create(name));
    }

    /// All of them.
    public List<Project> all() {
        return database.read(sql ->
                sql.selectFrom(PROJECT).fetch(row -> new Project(new ProjectName(row.getName()), row.getId())));
    }

    private Project create(ProjectName name) {
        database.write(sql -> sql.insertInto(PROJECT, PROJECT.NAME)
                .values(name.id())
                .onConflictDoNothing()
                .execute());
        return find(name).orElseThrow();
    }

    private static Optional<Project> select(DSLContext sql, ProjectName name) {
        return sql.select(PROJECT.ID)
                .from(PROJECT)
                .where(PROJECT.NAME.eq(name.id()))
                .fetchOptional(row -> new Project(name, row.value1()));
    }

    private Optional<Project> remember(Optional<Project> project) {
        project.ifPresent(found -> known.put(found.name(), found));
        return project;
    }
}
