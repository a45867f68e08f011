package dev.pedigree.label.file;

import dev.pedigree.lifecycle.name.ProjectName;
import java.util.function.Consumer;

/// Tells whoever can do something about it that label files of a project are gone.
public final class Losses {
    private volatile Consumer<ProjectName> hearer = _ -> {};

    public void hear(Consumer<ProjectName> told) {
        hearer = told;
    }

    public void report(ProjectName project) {
        hearer.accept(project);
    }
}
