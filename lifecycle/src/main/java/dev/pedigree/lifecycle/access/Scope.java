package dev.pedigree.lifecycle.access;

import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.lifecycle.name.EnvironmentName;
import dev.pedigree.lifecycle.name.ProjectName;
import java.util.Optional;

/// Where something is to be done.
///
/// @param project empty when it is above all projects
/// @param environment id of the environment, when it is in a certain one
public record Scope(Optional<ProjectName> project, Optional<String> environment) {

    /// Above all projects, as where projects are created.
    public static final Scope EVERYWHERE = new Scope(Optional.empty(), Optional.empty());

    public static Scope of(ProjectName project) {
        return new Scope(Optional.of(project), Optional.empty());
    }

    public static Scope of(EnvironmentName environment) {
        return new Scope(Optional.of(environment.project()), Optional.of(environment.id()));
    }

    /// The same project, in this environment, which a request may give beside a name.
    public Scope inEnvironment(String id) {
        return new Scope(project, Optional.of(id));
    }

    /// The scope that the name of any resource, or of a collection or pattern, lies in.
    public static Scope ofName(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length < 2) {
            throw new InvalidName("%s does not begin with projects/{project}".formatted(InvalidName.quote(name)));
        }
        ProjectName project = ProjectName.parse(parts[0] + "/" + parts[1]);
        boolean hasEnvironment = parts.length >= 6 && parts[2].equals("models") && parts[4].equals("environments");
        return new Scope(Optional.of(project), hasEnvironment ? Optional.of(parts[5]) : Optional.empty());
    }
}
