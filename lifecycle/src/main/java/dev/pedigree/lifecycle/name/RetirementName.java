package dev.pedigree.lifecycle.name;

/// `{version}/retirement`: the archival record of a retired version.
public record RetirementName(VersionName version) implements ResourceName {

    static final String SHAPE = VersionName.SHAPE + "/retirement";

    public static RetirementName parse(String text) {
        return Segments.readAll(text, SHAPE, RetirementName::read);
    }

    static RetirementName read(Segments segments) {
        VersionName version = VersionName.read(segments);
        segments.literal("retirement");
        return new RetirementName(version);
    }

    @Override
    public ProjectName project() {
        return version.project();
    }

    @Override
    public String toString() {
        return version + "/retirement";
    }
}
