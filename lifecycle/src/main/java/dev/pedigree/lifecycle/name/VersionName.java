package dev.pedigree.lifecycle.name;

import dev.pedigree.lifecycle.Kind;

/// `{asset}/versions/{number}`: one version, exactly. What is stored always holds this form.
public record VersionName(AssetName asset, long number) implements ResourceName {

    static final String SHAPE = AssetName.SHAPE + "/versions/{number}";

    public VersionName {
        Segments.requireNumber("version", number);
    }

    public static VersionName parse(String text) {
        return Segments.readAll(text, SHAPE, VersionName::read);
    }

    static VersionName read(Segments segments) {
        AssetName asset = AssetName.read(segments);
        segments.literal("versions");
        return new VersionName(asset, segments.number("version"));
    }

    @Override
    public ProjectName project() {
        return asset.project();
    }

    public Kind kind() {
        return asset.kind();
    }

    /// The evaluation of this model version with this number.
    public EvaluationName evaluation(long evaluation) {
        return new EvaluationName(this, evaluation);
    }

    @Override
    public String toString() {
        return asset + "/versions/" + number;
    }
}
