package dev.pedigree.artifact.blob;

import static java.util.Objects.requireNonNull;

import dev.pedigree.lifecycle.name.ProjectName;

/// A project that has content, with the short key its rows begin with.
public record Project(ProjectName name, int id) {
    public Project {
        requireNonNull(name, "name is null");
    }
}
