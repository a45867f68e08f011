package dev.pedigree.lifecycle.name;

import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.lifecycle.Kind;

/// `projects/{project}/{datasets|models|labelSchemas}/{asset}`: a named line of versions.
public record AssetName(ProjectName project, Kind kind, String id) implements ResourceName {

    static final String SHAPE = ProjectName.SHAPE + "/{datasets|models|labelSchemas}/{asset}";

    public AssetName {
        Segments.requireId("asset", id);
    }

    public static AssetName parse(String text) {
        return Segments.readAll(text, SHAPE, AssetName::read);
    }

    static AssetName read(Segments segments) {
        return new AssetName(ProjectName.read(segments), segments.kind(), segments.id("asset"));
    }

    /// The version with this number.
    public VersionName version(long number) {
        return new VersionName(this, number);
    }

    /// The environment of this model with this id.
    public EnvironmentName environment(String environment) {
        return new EnvironmentName(this, environment);
    }

    AssetName requireModel(String what) {
        if (kind != Kind.MODEL) {
            throw new InvalidName("%s has no %s: only models do".formatted(this, what));
        }
        return this;
    }

    @Override
    public String toString() {
        return project + "/" + kind.collection() + "/" + id;
    }
}
