package dev.pedigree.artifact.rebuild;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What the key of an object says about it.
sealed interface ObjectKey {
    Pattern FORM = Pattern.compile("projects/(?<project>[a-z][a-z0-9-]{0,62})/(?:packs/[0-9a-f-]{36}"
            + "|blobs/(?<blob>[0-9a-f]{64})(?:/[0-9a-f-]{36})?"
            + "|manifests/(?<manifest>[0-9a-f]{64})/[0-9a-f-]{36})");

    ProjectName project();

    record Pack(ProjectName project) implements ObjectKey {}

    record Alone(ProjectName project, Digest digest) implements ObjectKey {}

    record Manifest(ProjectName project, Digest digest) implements ObjectKey {}

    /// Empty for what is none of ours.
    static Optional<ObjectKey> read(String key) {
        return FORM.matcher(key)
                .results()
                .filter(found -> found.group().length() == key.length())
                .findFirst()
                .map(ObjectKey::of);
    }

    private static ObjectKey of(MatchResult found) {
        ProjectName project = new ProjectName(found.group("project"));
        if (found.group("blob") != null) {
            return new Alone(project, Digest.parse("sha256:" + found.group("blob")));
        }
        if (found.group("manifest") != null) {
            return new Manifest(project, Digest.parse("sha256:" + found.group("manifest")));
        }
        return new Pack(project);
    }
}
