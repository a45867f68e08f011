package dev.pedigree.registry.deployment;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.name.EnvironmentPattern;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.Page;
import dev.pedigree.registry.name.ProjectIds;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.v1.ListDeploymentsRequest;
import dev.pedigree.v1.ListDeploymentsResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/// Lists deployments, newest first; with `as_of` what ran at that time, across models and environments by
/// wildcards.
///
/// Errors: PROJECT_NOT_FOUND, PAGE_TOKEN_INVALID.
public final class ListDeployments {
    private final Database database;
    private final VersionIds versions;

    public ListDeployments(Database database, VersionIds versions) {
        this.database = database;
        this.versions = versions;
    }

    public ListDeploymentsResponse list(ListDeploymentsRequest request) {
        EnvironmentPattern parent = Names.read("parent", request.getParent(), EnvironmentPattern::parse);
        Optional<VersionName> version = Optional.of(request.getVersion())
                .filter(text -> !text.isEmpty())
                .map(text -> Names.read("version", text, VersionName::parse));
        Page page = Page.of(request);
        List<Stored> rows = database.read(sql -> find(sql, request, parent, version, page));
        return ListDeploymentsResponse.newBuilder()
                .addAllDeployments(page.cut(rows).stream().map(Stored::render).toList())
                .setNextPageToken(page.next(rows, ListDeployments::key))
                .build();
    }

    private List<Stored> find(
            DSLContext sql,
            ListDeploymentsRequest request,
            EnvironmentPattern parent,
            Optional<VersionName> version,
            Page page) {
        long project = ProjectIds.require(sql, parent.project());
        Optional<Long> versionId = version.flatMap(name -> versions.find(sql, name));
        if (version.isPresent() && versionId.isEmpty()) {
            return List.of();
        }
        return new DeploymentSearch(
                        project,
                        parent,
                        asOf(request),
                        versionId,
                        page.after().map(ListDeployments::place),
                        page.limit())
                .run(sql);
    }

    /// The database keeps microseconds, and its driver would round up.
    private static Optional<Instant> asOf(ListDeploymentsRequest request) {
        return request.hasAsOf()
                ? Optional.of(Times.fromWire(request.getAsOf()).truncatedTo(ChronoUnit.MICROS))
                : Optional.empty();
    }

    private static List<String> key(Stored deployment) {
        return List.of(deployment.start().toString(), Long.toString(deployment.id()));
    }

    private static DeploymentSearch.Place place(List<String> key) {
        return new DeploymentSearch.Place(Instant.parse(key.getFirst()), Long.parseLong(key.getLast()));
    }
}
