package dev.pedigree.lifecycle.access;

import static dev.pedigree.lifecycle.access.Permission.ASSET_READ;
import static dev.pedigree.lifecycle.access.Permission.AUTHENTICATED;
import static dev.pedigree.lifecycle.access.Permission.DEPLOY;
import static dev.pedigree.lifecycle.access.Permission.EVALUATION_RECORD;
import static dev.pedigree.lifecycle.access.Permission.POLICY_SET;
import static dev.pedigree.lifecycle.access.Permission.PROJECT_CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lifecycle.name.EnvironmentName;
import dev.pedigree.lifecycle.name.ProjectName;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantTest {

    private static final ProjectName PROJECT = new ProjectName("p");
    private static final Scope IN_PROJECT = Scope.of(PROJECT);
    private static final Scope IN_PRODUCTION =
            Scope.of(EnvironmentName.parse("projects/p/models/m/environments/production"));

    @Test
    void aGrantHoldsInItsProjectOnly() {
        Grant reader = in(PROJECT, Role.READER);

        assertThat(reader.allows(ASSET_READ, IN_PROJECT)).isTrue();
        assertThat(reader.allows(ASSET_READ, Scope.of(new ProjectName("q")))).isFalse();
        assertThat(reader.allows(ASSET_READ, Scope.EVERYWHERE)).isFalse();
        assertThat(reader.allows(POLICY_SET, IN_PROJECT)).isFalse();
    }

    @Test
    void aDeployerDeploysInItsEnvironmentsOnly() {
        Grant deployer = in(PROJECT, Role.DEPLOYER, "production");

        assertThat(deployer.allows(DEPLOY, IN_PRODUCTION)).isTrue();
        assertThat(deployer.allows(DEPLOY, IN_PROJECT.inEnvironment("staging"))).isFalse();
        assertThat(deployer.allows(DEPLOY, IN_PROJECT)).isFalse();
        assertThat(deployer.allows(ASSET_READ, IN_PRODUCTION)).isTrue();
        assertThat(in(PROJECT, Role.DEPLOYER).allows(DEPLOY, IN_PRODUCTION)).isFalse();
        assertThat(in(PROJECT, Role.DEPLOYER, Grant.ALL).allows(DEPLOY, IN_PRODUCTION))
                .isTrue();
    }

    @Test
    void anAdminOfEverythingMayDoEverythingEverywhere() {
        Grant admin = new Grant(Optional.empty(), Role.ADMIN, Set.of());

        assertThat(EnumSet.allOf(Permission.class))
                .allMatch(permission -> admin.allows(permission, IN_PRODUCTION))
                .allMatch(permission -> admin.allows(permission, Scope.EVERYWHERE));
    }

    @Test
    void anAdminOfOneProjectCreatesNoOther() {
        assertThat(in(PROJECT, Role.ADMIN).allows(PROJECT_CREATE, Scope.EVERYWHERE))
                .isFalse();
    }

    @Test
    void grantsAddUp() {
        List<Grant> grants = List.of(in(PROJECT, Role.CONTRIBUTOR), in(PROJECT, Role.DEPLOYER, "staging"));

        assertThat(Grant.allow(grants, EVALUATION_RECORD, IN_PROJECT)).isTrue();
        assertThat(Grant.allow(grants, DEPLOY, IN_PROJECT.inEnvironment("staging")))
                .isTrue();
        assertThat(Grant.allow(grants, DEPLOY, IN_PRODUCTION)).isFalse();
    }

    @Test
    void beingKnownNeedsNoGrant() {
        assertThat(Grant.allow(List.of(), AUTHENTICATED, Scope.EVERYWHERE)).isTrue();
        assertThat(Grant.allow(List.of(), ASSET_READ, IN_PROJECT)).isFalse();
    }

    private static Grant in(ProjectName project, Role role, String... environments) {
        return new Grant(Optional.of(project), role, Set.of(environments));
    }
}
