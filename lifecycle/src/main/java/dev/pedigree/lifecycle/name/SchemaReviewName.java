package dev.pedigree.lifecycle.name;

import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.lifecycle.Kind;

/// `projects/{project}/datasets/{dataset}/versions/{number}/schemaReviews/{number}`: what somebody found about
/// labels that a change of their schema made stale.
public record SchemaReviewName(VersionName version, long number) implements ResourceName {

    static final String SHAPE = ProjectName.SHAPE + "/datasets/{dataset}/versions/{number}/schemaReviews/{number}";

    public SchemaReviewName {
        if (version.kind() != Kind.DATASET) {
            throw new InvalidName("%s is no dataset version: only these have schema reviews".formatted(version));
        }
        Segments.requireNumber("schema review", number);
    }

    public static SchemaReviewName parse(String text) {
        return Segments.readAll(text, SHAPE, SchemaReviewName::read);
    }

    private static SchemaReviewName read(Segments segments) {
        VersionName version = VersionName.read(segments);
        segments.literal("schemaReviews");
        return new SchemaReviewName(version, segments.number("schema review"));
    }

    @Override
    public ProjectName project() {
        return version.project();
    }

    @Override
    public String toString() {
        return version + "/schemaReviews/" + number;
    }
}
