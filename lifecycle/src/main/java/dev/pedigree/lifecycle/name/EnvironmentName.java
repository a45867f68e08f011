package dev.pedigree.lifecycle.name;

/// `projects/{project}/models/{model}/environments/{environment}`: a place where one version of the model runs at
/// a time.
public record EnvironmentName(AssetName model, String id) implements ResourceName {

    static final String SHAPE = ProjectName.SHAPE + "/models/{model}/environments/{environment}";

    public EnvironmentName {
        model.requireModel("environments");
        Segments.requireId("environment", id);
    }

    public static EnvironmentName parse(String text) {
        return Segments.readAll(text, SHAPE, EnvironmentName::read);
    }

    static EnvironmentName read(Segments segments) {
        AssetName model = AssetName.read(segments);
        segments.literal("environments");
        return new EnvironmentName(model, segments.id("environment"));
    }

    @Override
    public ProjectName project() {
        return model.project();
    }

    /// The deploy policy of this environment.
    public PolicyName policy() {
        return new PolicyName(this);
    }

    /// The deployment in this environment with this number.
    public DeploymentName deployment(long number) {
        return new DeploymentName(this, number);
    }

    @Override
    public String toString() {
        return model + "/environments/" + id;
    }
}
