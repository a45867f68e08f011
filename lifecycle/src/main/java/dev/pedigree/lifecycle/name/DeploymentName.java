package dev.pedigree.lifecycle.name;

/// `{environment}/deployments/{number}`: a model version in an environment for an interval of time.
public record DeploymentName(EnvironmentName environment, long number) implements ResourceName {

    static final String SHAPE = EnvironmentName.SHAPE + "/deployments/{number}";

    public DeploymentName {
        Segments.requireNumber("deployment", number);
    }

    public static DeploymentName parse(String text) {
        return Segments.readAll(text, SHAPE, DeploymentName::read);
    }

    static DeploymentName read(Segments segments) {
        EnvironmentName environment = EnvironmentName.read(segments);
        segments.literal("deployments");
        return new DeploymentName(environment, segments.number("deployment"));
    }

    @Override
    public ProjectName project() {
        return environment.project();
    }

    @Override
    public String toString() {
        return environment + "/deployments/" + number;
    }
}
