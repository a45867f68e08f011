package dev.pedigree.lifecycle.gate;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.name.DeploymentName;
import dev.pedigree.lifecycle.name.PolicyName;
import dev.pedigree.lifecycle.name.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Facts under which every gate holds; a test spoils what it is about.
final class FactsBuilder {

    static final VersionName CANDIDATE = VersionName.parse("projects/p/models/m/versions/3");
    static final VersionName RUNNING = VersionName.parse("projects/p/models/m/versions/2");
    static final VersionName TRAINED_ON = VersionName.parse("projects/p/datasets/d/versions/7");
    static final VersionName HELD_OUT = VersionName.parse("projects/p/datasets/held-out/versions/1");
    static final PolicyName POLICY = PolicyName.parse("projects/p/models/m/environments/production/deployPolicy");
    static final String EVALUATOR = "digits-eval/1";
    static final Metric ACCURACY = Metric.overall("accuracy");
    static final Digest BYTES = Digest.ofContent(new byte[] {1});
    static final Digest OTHER_BYTES = Digest.ofContent(new byte[] {2});

    private State state = State.REGISTERED;
    private State inputState = State.REGISTERED;
    private Optional<EvaluationFact> evaluation = Optional.of(evaluation(CANDIDATE, 0.98));
    private Optional<CurrentFact> current = Optional.of(current(Optional.of(evaluation(RUNNING, 0.97))));
    private List<Threshold> thresholds =
            List.of(new Threshold(ACCURACY, Comparison.AT_LEAST, new Bound.Absolute(0.95)));
    private List<Limitation> limitations = List.of(new Limitation("bias", "right-handed writers only"));
    private LabelFact labels = new LabelFact(1, List.of());
    private List<String> notStated = List.of("training.seed");
    private boolean forbidNotStated = false;
    private ArtifactFact artifact = new ArtifactFact.Present(BYTES, Instant.parse("2026-01-02T03:04:05Z"));
    private LineageFact lineage = new LineageFact.Known(List.of());

    static EvaluationFact evaluation(VersionName version, double accuracy) {
        return new EvaluationFact(version.evaluation(1), HELD_OUT, EVALUATOR, BYTES, Map.of(ACCURACY, accuracy));
    }

    static CurrentFact current(Optional<EvaluationFact> evaluation) {
        return new CurrentFact(new DeploymentName(POLICY.environment(), 5), RUNNING, evaluation);
    }

    FactsBuilder state(State changed) {
        state = changed;
        return this;
    }

    FactsBuilder inputState(State changed) {
        inputState = changed;
        return this;
    }

    FactsBuilder evaluation(EvaluationFact changed) {
        evaluation = Optional.of(changed);
        return this;
    }

    FactsBuilder notEvaluated() {
        evaluation = Optional.empty();
        return this;
    }

    FactsBuilder current(CurrentFact changed) {
        current = Optional.of(changed);
        return this;
    }

    FactsBuilder nothingRuns() {
        current = Optional.empty();
        return this;
    }

    FactsBuilder thresholds(Threshold... changed) {
        thresholds = List.of(changed);
        return this;
    }

    FactsBuilder labels(int datasets, StaleLabels... stale) {
        labels = new LabelFact(datasets, List.of(stale));
        return this;
    }

    FactsBuilder limitations(Limitation... changed) {
        limitations = List.of(changed);
        return this;
    }

    FactsBuilder notStated(String... changed) {
        notStated = List.of(changed);
        return this;
    }

    FactsBuilder forbidNotStated() {
        forbidNotStated = true;
        return this;
    }

    FactsBuilder artifact(ArtifactFact changed) {
        artifact = changed;
        return this;
    }

    FactsBuilder lineage(LineageFact changed) {
        lineage = changed;
        return this;
    }

    DeployFacts build() {
        InputFact input = new InputFact(TRAINED_ON, inputState);
        return new DeployFacts(
                new Candidate(CANDIDATE, state, BYTES, List.of(input), labels, evaluation, notStated),
                current,
                new DeployPolicy(POLICY, HELD_OUT, EVALUATOR, thresholds, List.of("bias"), forbidNotStated),
                limitations,
                artifact,
                lineage);
    }
}
