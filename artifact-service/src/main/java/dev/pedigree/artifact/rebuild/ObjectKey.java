package dev.pedigree.artifact.rebuild;

import dev.pedigree.artifact.part.Part;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What the key of an object says about it.
sealed interface ObjectKey {
    Pattern FORM = Pattern.compile("projects/(?<project>[a-z][a-z0-9-]{0,62})/(?:packs/[0-9a-f-]{36}"
            + "|(?<prefix>parts/(?<large>[0-9a-f]{64})/[0-9a-f-]{36})/(?<number>[0-9]{5})-(?<part>[0-9a-f]{64})"
            + "|blobs/(?<blob>[0-9a-f]{64})(?:/[0-9a-f-]{36})?"
            + "|manifests/(?<manifest>[0-9a-f]{64})/[0-9a-f-]{36})");

    ProjectName project();

    record Pack(ProjectName project) implements ObjectKey {}

    record Alone(ProjectName project, Digest digest) implements ObjectKey {}

    /// A part of a large blob.
    ///
    /// @param prefix what the keys of all parts of the same upload begin with
    record LargePart(ProjectName project, Digest digest, String prefix, Part part) implements ObjectKey {}

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
        if (found.group("large") != null) {
            return new LargePart(
                    project,
                    Digest.parse("sha256:" + found.group("large")),
                    project + "/" + found.group("prefix"),
                    new Part(Integer.parseInt(found.group("number")), Digest.parse("sha256:" + found.group("part"))));
        }
        if (found.group("manifest") != null) {
            return new Manifest(project, Digest.parse("sha256:" + found.group("manifest")));
        }
        return new Pack(project);
    }
}
