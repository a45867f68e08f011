package dev.pedigree.lifecycle.name;

/// `projects/{project}`: the tenant.
public record ProjectName(String id) implements ResourceName {

    static final String SHAPE = "projects/{project}";

    public ProjectName {
        Segments.requireId("project", id);
    }

    public static ProjectName parse(String text) {
        return Segments.readAll(text, SHAPE, ProjectName::read);
    }

    static ProjectName read(Segments segments) {
        segments.literal("projects");
        return new ProjectName(segments.id("project"));
    }

    @Override
    public ProjectName project() {
        return this;
    }

    @Override
    public String toString() {
        return "projects/" + id;
    }
}
