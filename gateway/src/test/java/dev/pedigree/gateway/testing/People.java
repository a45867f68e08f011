package dev.pedigree.gateway.testing;

import dev.pedigree.gateway.identity.Credential;
import dev.pedigree.gateway.identity.TokenFile;
import dev.pedigree.lifecycle.access.Grant;
import dev.pedigree.lifecycle.access.Role;
import dev.pedigree.lifecycle.name.ProjectName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tokens of those who appear in tests.
public final class People {
    private static final Optional<ProjectName> DIGITS = Optional.of(new ProjectName("digits"));
    private static final Optional<ProjectName> OTHER = Optional.of(new ProjectName("other"));

    private final TokenFile file;
    private final String admin;
    private final String contributor;
    private final String reader;
    private final String stagingDeployer;
    private final String stranger;
    private final String nobody;
    private final String expired;

    People(Path path) {
        file = new TokenFile(path);
        admin = issue("admin", grant(Optional.empty(), Role.ADMIN));
        contributor = issue("contributor", grant(DIGITS, Role.CONTRIBUTOR));
        reader = issue("reader", grant(DIGITS, Role.READER));
        stagingDeployer = issue("deployer", new Grant(DIGITS, Role.DEPLOYER, Set.of("staging")));
        stranger = issue("stranger", grant(OTHER, Role.ADMIN));
        nobody = issue("nobody");
        expired = file.issue(new Credential(
                "expired",
                "user:expired",
                List.of(grant(Optional.empty(), Role.ADMIN)),
                Optional.of(Instant.parse("2020-01-01T00:00:00Z"))));
    }

    private static Grant grant(Optional<ProjectName> project, Role role) {
        return new Grant(project, role, Set.of());
    }

    private String issue(String id, Grant... grants) {
        return file.issue(new Credential(id, "user:" + id, List.of(grants), Optional.empty()));
    }

    /// Of every project.
    public String admin() {
        return admin;
    }

    public String contributor() {
        return contributor;
    }

    public String reader() {
        return reader;
    }

    /// May deploy to `staging` and nowhere else.
    public String stagingDeployer() {
        return stagingDeployer;
    }

    /// The admin of another project.
    public String stranger() {
        return stranger;
    }

    /// Known, and may do nothing.
    public String nobody() {
        return nobody;
    }

    /// Was an admin once.
    public String expired() {
        return expired;
    }
}
