package dev.pedigree.registry.record;

import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.v1.Role;

/// A version that another one is made from.
public record InputVersion(Role role, VersionName version) {

    /// The role as the edge table spells it.
    public String relation() {
        return role.name().substring("ROLE_".length());
    }
}
