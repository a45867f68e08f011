package dev.pedigree.lifecycle.name;

/// `{environment}/deployPolicy`: the one policy of an environment.
public record PolicyName(EnvironmentName environment) implements ResourceName {

    static final String SHAPE = EnvironmentName.SHAPE + "/deployPolicy";

    public static PolicyName parse(String text) {
        return Segments.readAll(text, SHAPE, PolicyName::read);
    }

    static PolicyName read(Segments segments) {
        EnvironmentName environment = EnvironmentName.read(segments);
        segments.literal("deployPolicy");
        return new PolicyName(environment);
    }

    @Override
    public ProjectName project() {
        return environment.project();
    }

    @Override
    public String toString() {
        return environment + "/deployPolicy";
    }
}
