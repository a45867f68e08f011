package dev.pedigree.lifecycle.access;

import static dev.pedigree.lifecycle.access.Permission.ALIAS_SET;
import static dev.pedigree.lifecycle.access.Permission.ASSET_CREATE;
import static dev.pedigree.lifecycle.access.Permission.ASSET_READ;
import static dev.pedigree.lifecycle.access.Permission.CONTENT_READ;
import static dev.pedigree.lifecycle.access.Permission.CONTENT_WRITE;
import static dev.pedigree.lifecycle.access.Permission.DEPLOY;
import static dev.pedigree.lifecycle.access.Permission.EVALUATION_RECORD;
import static dev.pedigree.lifecycle.access.Permission.LINEAGE_READ;
import static dev.pedigree.lifecycle.access.Permission.POLICY_SET;
import static dev.pedigree.lifecycle.access.Permission.PROJECT_READ;
import static dev.pedigree.lifecycle.access.Permission.SCHEMA_REVIEW;
import static dev.pedigree.lifecycle.access.Permission.VERSION_ANNOTATE;
import static dev.pedigree.lifecycle.access.Permission.VERSION_CREATE;
import static dev.pedigree.lifecycle.access.Permission.VERSION_DEPRECATE;
import static dev.pedigree.lifecycle.access.Permission.VERSION_RETIRE;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A fixed set of permissions, given to a caller for a project. Who sets the policy, who measures and who deploys are
/// different roles; only an admin holds all.
public enum Role {
    READER("Sees everything, downloads, changes nothing."),
    CONTRIBUTOR("Makes assets and versions and records evaluations."),
    DEPLOYER("Puts versions into service, in named environments."),
    STEWARD("Sets the policies and decides what goes out of use."),
    ADMIN("May do everything, in every environment.");

    private static final Set<Permission> READING = EnumSet.of(PROJECT_READ, ASSET_READ, CONTENT_READ, LINEAGE_READ);

    private static final Map<Role, Set<Permission>> PERMISSIONS = new EnumMap<>(Map.of(
            READER, READING,
            CONTRIBUTOR,
                    readingAnd(
                            ASSET_CREATE,
                            VERSION_CREATE,
                            VERSION_ANNOTATE,
                            ALIAS_SET,
                            CONTENT_WRITE,
                            EVALUATION_RECORD),
            DEPLOYER, readingAnd(DEPLOY),
            STEWARD, readingAnd(VERSION_ANNOTATE, POLICY_SET, SCHEMA_REVIEW, VERSION_DEPRECATE, VERSION_RETIRE),
            ADMIN, EnumSet.allOf(Permission.class)));

    private final String meaning;

    Role(String meaning) {
        this.meaning = meaning;
    }

    private static Set<Permission> readingAnd(Permission... more) {
        Set<Permission> all = EnumSet.copyOf(READING);
        Collections.addAll(all, more);
        return all;
    }

    /// The role with this id.
    public static Optional<Role> ofId(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }

    /// The name in settings and token files, such as `reader`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// One sentence for people.
    public String meaning() {
        return meaning;
    }

    public boolean holds(Permission permission) {
        return PERMISSIONS.get(this).contains(permission);
    }

    public Set<Permission> permissions() {
        return Collections.unmodifiableSet(PERMISSIONS.get(this));
    }
}
