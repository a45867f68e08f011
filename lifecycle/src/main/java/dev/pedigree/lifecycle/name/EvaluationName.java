package dev.pedigree.lifecycle.name;

/// `projects/{project}/models/{model}/versions/{number}/evaluations/{number}`: what an evaluator measured, once.
public record EvaluationName(VersionName version, long number) implements ResourceName {

    static final String SHAPE = ProjectName.SHAPE + "/models/{model}/versions/{number}/evaluations/{number}";

    public EvaluationName {
        version.asset().requireModel("evaluations");
        Segments.requireNumber("evaluation", number);
    }

    public static EvaluationName parse(String text) {
        return Segments.readAll(text, SHAPE, EvaluationName::read);
    }

    static EvaluationName read(Segments segments) {
        VersionName version = VersionName.read(segments);
        segments.literal("evaluations");
        return new EvaluationName(version, segments.number("evaluation"));
    }

    @Override
    public ProjectName project() {
        return version.project();
    }

    @Override
    public String toString() {
        return version + "/evaluations/" + number;
    }
}
