package dev.pedigree.lifecycle.access;

import dev.pedigree.lifecycle.name.ProjectName;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// A role given to a caller.
///
/// @param project where it holds; empty for every project
/// @param environments ids of the environments that [Permission#DEPLOY] holds in, or `*` for all; an admin needs none
public record Grant(Optional<ProjectName> project, Role role, Set<String> environments) {

    /// Stands for every project or every environment.
    public static final String ALL = "*";

    public Grant {
        environments = Set.copyOf(environments);
    }

    /// Whether one of `grants` allows `permission` in `scope`.
    public static boolean allow(Collection<Grant> grants, Permission permission, Scope scope) {
        return permission == Permission.AUTHENTICATED
                || grants.stream().anyMatch(grant -> grant.allows(permission, scope));
    }

    public boolean allows(Permission permission, Scope scope) {
        return role.holds(permission)
                && coversProject(scope)
                && (permission != Permission.DEPLOY || coversEnvironment(scope));
    }

    private boolean coversProject(Scope scope) {
        return project.isEmpty() || project.equals(scope.project());
    }

    private boolean coversEnvironment(Scope scope) {
        return role == Role.ADMIN
                || environments.contains(ALL)
                || scope.environment().filter(environments::contains).isPresent();
    }
}
