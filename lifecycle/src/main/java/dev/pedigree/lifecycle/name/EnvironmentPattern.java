package dev.pedigree.lifecycle.name;

import java.util.Optional;

/// `projects/{project}/models/{model|-}/environments/{environment|-}`: environments of one model or of all (AIP-159).
/// Only lists read it.
public record EnvironmentPattern(AssetPattern models, Optional<String> environment) {

    static final String SHAPE = ProjectName.SHAPE + "/models/{model|-}/environments/{environment|-}";

    public EnvironmentPattern {
        models.requireModels();
        environment.ifPresent(id -> Segments.requireId("environment", id));
    }

    public static EnvironmentPattern parse(String text) {
        return Segments.readAll(text, SHAPE, EnvironmentPattern::read);
    }

    static EnvironmentPattern read(Segments segments) {
        AssetPattern models = AssetPattern.read(segments);
        segments.literal("environments");
        return new EnvironmentPattern(models, segments.idOrWildcard("environment"));
    }

    public ProjectName project() {
        return models.project();
    }

    public boolean matches(EnvironmentName name) {
        return models.matches(name.model())
                && environment.map(name.id()::equals).orElse(true);
    }

    @Override
    public String toString() {
        return models + "/environments/" + environment.orElse(Segments.WILDCARD);
    }
}
