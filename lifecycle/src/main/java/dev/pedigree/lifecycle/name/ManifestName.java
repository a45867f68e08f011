package dev.pedigree.lifecycle.name;

import dev.pedigree.lifecycle.Digest;

/// `projects/{project}/manifests/sha256:{hex}`: a committed list of files of the project, by what it says.
public record ManifestName(ProjectName project, Digest digest) implements ResourceName {

    static final String SHAPE = ProjectName.SHAPE + "/manifests/sha256:{64 hex}";

    public static ManifestName parse(String text) {
        return Segments.readAll(text, SHAPE, ManifestName::read);
    }

    static ManifestName read(Segments segments) {
        ProjectName project = ProjectName.read(segments);
        segments.literal("manifests");
        return new ManifestName(project, segments.digest());
    }

    @Override
    public String toString() {
        return project + "/manifests/" + digest;
    }
}
