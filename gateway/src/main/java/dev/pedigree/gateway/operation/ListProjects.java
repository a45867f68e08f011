package dev.pedigree.gateway.operation;

import dev.pedigree.gateway.identity.Credential;
import dev.pedigree.gateway.upstream.RegistryClient;
import dev.pedigree.lifecycle.access.Grant;
import dev.pedigree.lifecycle.access.Permission;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.mesh.v1.ListVisibleProjectsRequest;
import dev.pedigree.v1.ListProjectsRequest;
import dev.pedigree.v1.ListProjectsResponse;
import java.util.List;
import java.util.Optional;

/// Lists the projects that the caller may read, and no others.
///
/// Errors: PAGE_TOKEN_INVALID.
public final class ListProjects {
    private final RegistryClient registry;

    public ListProjects(RegistryClient registry) {
        this.registry = registry;
    }

    public ListProjectsResponse run(ListProjectsRequest request) {
        List<Optional<ProjectName>> readable = Credential.current().grants().stream()
                .filter(grant -> grant.role().holds(Permission.PROJECT_READ))
                .map(Grant::project)
                .toList();
        return registry.projects(ListVisibleProjectsRequest.newBuilder()
                .setRequest(request)
                .setAll(readable.contains(Optional.<ProjectName>empty()))
                .addAllProjectIds(readable.stream()
                        .flatMap(Optional::stream)
                        .map(ProjectName::id)
                        .distinct()
                        .toList())
                .build());
    }
}
