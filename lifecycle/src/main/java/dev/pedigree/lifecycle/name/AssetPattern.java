package dev.pedigree.lifecycle.name;

import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.lifecycle.Kind;
import java.util.Optional;

/// `projects/{project}/{kind}/{asset|-}`: one asset, or with `-` all of its kind (AIP-159). Only lists read it.
public record AssetPattern(ProjectName project, Kind kind, Optional<String> asset) {

    static final String SHAPE = ProjectName.SHAPE + "/{datasets|models|labelSchemas}/{asset|-}";

    public AssetPattern {
        asset.ifPresent(id -> Segments.requireId("asset", id));
    }

    public static AssetPattern parse(String text) {
        return Segments.readAll(text, SHAPE, AssetPattern::read);
    }

    static AssetPattern read(Segments segments) {
        return new AssetPattern(ProjectName.read(segments), segments.kind(), segments.idOrWildcard("asset"));
    }

    AssetPattern requireModels() {
        if (kind != Kind.MODEL) {
            throw new InvalidName("%s have no environments: only models do".formatted(this));
        }
        return this;
    }

    public boolean matches(AssetName name) {
        return name.project().equals(project)
                && name.kind() == kind
                && asset.map(name.id()::equals).orElse(true);
    }

    @Override
    public String toString() {
        return project + "/" + kind.collection() + "/" + asset.orElse(Segments.WILDCARD);
    }
}
