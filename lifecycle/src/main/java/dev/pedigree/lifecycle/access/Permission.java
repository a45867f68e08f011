package dev.pedigree.lifecycle.access;

/// What a caller must be allowed to do. The names are those of `pedigree.v1.Permission` without its prefix.
public enum Permission {
    PROJECT_CREATE("Create projects."),
    PROJECT_READ("See the project."),
    ASSET_CREATE("Create assets."),
    ASSET_READ("Read assets, versions, evaluations, deployments and their history."),
    VERSION_CREATE("Create versions."),
    VERSION_ANNOTATE("Change descriptions and tags."),
    ALIAS_SET("Point aliases at versions and remove them."),
    CONTENT_READ("Download files."),
    CONTENT_WRITE("Upload files and commit manifests."),
    EVALUATION_RECORD("Record evaluations."),
    POLICY_SET("Set deploy policies."),
    DEPLOY("Deploy, roll back and end deployments, in the environments named with the role."),
    VERSION_DEPRECATE("Deprecate versions and reinstate them."),
    VERSION_RETIRE("Retire versions."),
    SCHEMA_REVIEW("Decide about labels that a change of their schema made stale."),
    LINEAGE_READ("Ask for ancestry, descendants and impact."),
    AUTHENTICATED("Any valid credential will do; no role is needed.");

    private final String meaning;

    Permission(String meaning) {
        this.meaning = meaning;
    }

    /// One sentence for people.
    public String meaning() {
        return meaning;
    }
}
