package dev.pedigree.lifecycle.name;

/// `{asset}/aliases/{alias}`: a movable pointer at one version of the asset.
public record AliasName(AssetName asset, String id) implements ResourceName {

    static final String SHAPE = AssetName.SHAPE + "/aliases/{alias}";

    public AliasName {
        Segments.requireId("alias", id);
    }

    public static AliasName parse(String text) {
        return Segments.readAll(text, SHAPE, AliasName::read);
    }

    static AliasName read(Segments segments) {
        AssetName asset = AssetName.read(segments);
        segments.literal("aliases");
        return new AliasName(asset, segments.id("alias"));
    }

    @Override
    public ProjectName project() {
        return asset.project();
    }

    @Override
    public String toString() {
        return asset + "/aliases/" + id;
    }
}
