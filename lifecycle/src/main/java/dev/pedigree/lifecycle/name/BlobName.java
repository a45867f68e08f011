package dev.pedigree.lifecycle.name;

import dev.pedigree.lifecycle.Digest;

/// `projects/{project}/blobs/sha256:{hex}`: bytes of the project, by what they are.
public record BlobName(ProjectName project, Digest digest) implements ResourceName {

    static final String SHAPE = ProjectName.SHAPE + "/blobs/sha256:{64 hex}";

    public static BlobName parse(String text) {
        return Segments.readAll(text, SHAPE, BlobName::read);
    }

    static BlobName read(Segments segments) {
        ProjectName project = ProjectName.read(segments);
        segments.literal("blobs");
        return new BlobName(project, segments.digest());
    }

    @Override
    public String toString() {
        return project + "/blobs/" + digest;
    }
}
