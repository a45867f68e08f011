package dev.pedigree.lifecycle.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleTest {

    @ParameterizedTest
    @EnumSource
    void everyRoleReads(Role role) {
        assertThat(role.permissions()).containsAll(Role.READER.permissions());
        assertThat(Role.ofId(role.id())).contains(role);
    }

    @Test
    void onlyAnAdminMeasuresAndSetsThePolicyAndDeploys() {
        Set<Permission> separate = EnumSet.of(Permission.EVALUATION_RECORD, Permission.POLICY_SET, Permission.DEPLOY);

        for (Role role : Role.values()) {
            long held = separate.stream().filter(role::holds).count();
            assertThat(held).isEqualTo(role == Role.ADMIN ? 3 : role == Role.READER ? 0 : 1);
        }
    }

    @Test
    void anUnknownRoleIsNone() {
        assertThat(Role.ofId("Admin")).isEmpty();
        assertThat(Role.ofId("root")).isEmpty();
    }

    @Test
    void aRoleCannotBeExtended() {
        assertThatThrownBy(() -> Role.READER.permissions().add(Permission.DEPLOY))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
