package dev.pedigree.lifecycle.gate;

import static dev.pedigree.lifecycle.gate.FactsBuilder.BYTES;
import static dev.pedigree.lifecycle.gate.FactsBuilder.CANDIDATE;
import static dev.pedigree.lifecycle.gate.FactsBuilder.OTHER_BYTES;
import static dev.pedigree.lifecycle.gate.FactsBuilder.TRAINED_ON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.name.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {

    private static final VersionName SCHEMA = VersionName.parse("projects/p/labelSchemas/s/versions/2");
    private static final StaleLabels STALE =
            new StaleLabels(TRAINED_ON, SCHEMA, "seven", "class 'crossed': CLASS_SPLIT from seven", Optional.empty());
    private static final String MANIFEST = "projects/p/manifests/" + BYTES;

    @Test
    void whenEverythingHoldsEveryGateIsReportedAsPassed() {
        Verdict verdict = Judge.deploy(new FactsBuilder().build());

        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
        assertThat(verdict.results()).extracting(GateResult::gate).containsExactly(Gate.values());
        assertThat(verdict.results()).extracting(GateResult::outcome).containsOnly(Outcome.PASSED);
    }

    @ParameterizedTest
    @EnumSource
    void eachGateAloneRefusesADeployment(Gate gate) {
        FactsBuilder facts = new FactsBuilder();
        spoil(gate, facts);

        assertThat(refused(Judge.deploy(facts.build())).violations())
                .extracting(Violation::gate)
                .containsOnly(gate);
    }

    @Test
    void aRefusalNamesEveryViolationAtOnce() {
        Verdict.Refused refused = refused(Judge.deploy(allSpoiled()));

        assertThat(refused.violations()).extracting(Violation::gate).containsExactly(Gate.values());
        assertThat(refused.violations())
                .allSatisfy(violation -> assertThat(violation.detail()).isNotBlank());
        assertThat(refused.results()).extracting(GateResult::gate).containsExactly(Gate.values());
    }

    @ParameterizedTest
    @EnumSource
    void onlyMissingBytesOrARetiredTargetStopARollback(Gate gate) {
        FactsBuilder facts = new FactsBuilder();
        spoil(gate, facts);

        Verdict verdict = Judge.rollback(facts.build());

        boolean stops = gate == Gate.STATE_ALLOWS || gate == Gate.ARTIFACT_PRESENT;
        assertThat(verdict).isInstanceOf(stops ? Verdict.Refused.class : Verdict.Passed.class);
        assertThat(verdict.results())
                .filteredOn(result -> result.outcome() == Outcome.FAILED)
                .extracting(GateResult::gate)
                .containsOnly(gate);
    }

    @Test
    void aStoppedRollbackListsOnlyWhatStopsItAndReportsTheRest() {
        Verdict.Refused refused = refused(Judge.rollback(allSpoiled()));

        assertThat(refused.violations())
                .extracting(Violation::gate)
                .containsExactly(Gate.STATE_ALLOWS, Gate.ARTIFACT_PRESENT);
        assertThat(refused.results()).extracting(GateResult::outcome).containsOnly(Outcome.FAILED);
    }

    @Test
    void aDeprecatedVersionCanBeRolledBackToButNotDeployed() {
        DeployFacts facts = new FactsBuilder().state(State.DEPRECATED).build();

        assertThat(Judge.rollback(facts)).isInstanceOf(Verdict.Passed.class);
        assertThat(refused(Judge.deploy(facts)).violations())
                .containsExactly(new Violation(
                        Gate.STATE_ALLOWS,
                        CANDIDATE.toString(),
                        "the version is DEPRECATED: reinstate it first, or deploy one that is not deprecated"));
    }

    @Test
    void aRetiredInputIsNamedAndADeprecatedOneIsNotInTheWay() {
        assertThat(Judge.deploy(new FactsBuilder().inputState(State.DEPRECATED).build()))
                .isInstanceOf(Verdict.Passed.class);
        assertThat(refused(Judge.deploy(
                                new FactsBuilder().inputState(State.RETIRED).build()))
                        .violations())
                .extracting(Violation::subject)
                .containsExactly(TRAINED_ON.toString());
    }

    @Test
    void unknownLineageRefusesADeploymentAndNotARollback() {
        DeployFacts facts = new FactsBuilder()
                .lineage(new LineageFact.Unknown("lineage-service does not answer"))
                .build();

        assertThat(refused(Judge.deploy(facts)).violations())
                .extracting(Violation::detail)
                .containsExactly("the lineage could not be read: lineage-service does not answer; try again");
        Verdict rollback = Judge.rollback(facts);
        assertThat(rollback).isInstanceOf(Verdict.Passed.class);
        assertThat(result(rollback, Gate.LINEAGE_COMPLETE).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void everyGapInTheLineageIsNamed() {
        LineageFact gaps = new LineageFact.Known(List.of(
                new LineageGap("projects/p/datasets/d/versions/7", "label_schema"),
                new LineageGap("projects/p/datasets/e/versions/1", "preprocessing")));

        assertThat(refused(Judge.deploy(new FactsBuilder().lineage(gaps).build()))
                        .violations())
                .extracting(Violation::subject)
                .containsExactly("projects/p/datasets/d/versions/7", "projects/p/datasets/e/versions/1");
    }

    @Test
    void evidenceAboutOtherBytesIsNoEvidence() {
        ArtifactFact other = new ArtifactFact.Present(OTHER_BYTES, Instant.EPOCH);

        assertThat(refused(Judge.deploy(new FactsBuilder().artifact(other).build()))
                        .violations())
                .extracting(Violation::gate, Violation::subject)
                .containsExactly(tuple(Gate.ARTIFACT_PRESENT, MANIFEST));
    }

    @Test
    void staleLabelsAreToldByDatasetVersionSchemaVersionAndClass() {
        assertThat(refused(Judge.deploy(new FactsBuilder().labels(2, STALE).build()))
                        .violations())
                .containsExactly(new Violation(
                        Gate.SCHEMA_CURRENT,
                        TRAINED_ON.toString(),
                        "its labels of class 'seven' were written before projects/p/labelSchemas/s/versions/2 "
                                + "(class 'crossed': CLASS_SPLIT from seven): "
                                + "have them reviewed, or train on labels of that version"));
    }

    @Test
    void whereLabelsWereRelabelledTheBetterVersionIsNamed() {
        VersionName better = VersionName.parse("projects/p/datasets/d/versions/8");
        StaleLabels wrong = new StaleLabels(TRAINED_ON, SCHEMA, "seven", STALE.change(), Optional.of(better));

        assertThat(refused(Judge.deploy(new FactsBuilder().labels(1, wrong).build()))
                        .violations())
                .extracting(Violation::detail)
                .allMatch(detail -> detail.endsWith("train from " + better + ", or have them waived"));
    }

    @Test
    void aModelWithoutLabelsInASchemaHasNothingToBeJudged() {
        Verdict verdict = Judge.deploy(new FactsBuilder().labels(0).build());

        assertThat(result(verdict, Gate.SCHEMA_CURRENT).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void manyMissingBlobsAreCutToAReadableList() {
        List<String> blobs = IntStream.range(0, 12).mapToObj(i -> "blob-" + i).toList();
        ArtifactFact missing = new ArtifactFact.Missing(BYTES, blobs);

        assertThat(refused(Judge.deploy(new FactsBuilder().artifact(missing).build()))
                        .violations())
                .extracting(Violation::detail)
                .containsExactly("not in the store: blob-0, blob-1, blob-2, blob-3, blob-4 and 7 more; "
                        + "upload the bytes again");
    }

    @Test
    void aBlankLimitationStatesNothing() {
        DeployFacts facts =
                new FactsBuilder().limitations(new Limitation("bias", " ")).build();

        assertThat(refused(Judge.deploy(facts)).violations())
                .extracting(Violation::detail)
                .containsExactly(
                        "the policy wants a known limitation on the topic 'bias': state it with the deployment");
    }

    @Test
    void everyFieldThatIsNotStatedIsNamedWhenThePolicyForbidsIt() {
        DeployFacts facts = new FactsBuilder()
                .forbidNotStated()
                .notStated("origin.tool", "model.training.seed")
                .build();

        assertThat(refused(Judge.deploy(facts)).violations())
                .extracting(Violation::detail)
                .containsExactly(
                        "'origin.tool' is not_stated, which the policy forbids: register a version that states it",
                        "'model.training.seed' is not_stated, which the policy forbids: register a version that states it");
    }

    private static void spoil(Gate gate, FactsBuilder facts) {
        switch (gate) {
            case STATE_ALLOWS -> facts.state(State.RETIRED);
            case INPUTS_LIVE -> facts.inputState(State.RETIRED);
            case ARTIFACT_PRESENT -> facts.artifact(new ArtifactFact.Missing(BYTES, List.of()));
            case LINEAGE_COMPLETE ->
                facts.lineage(new LineageFact.Known(List.of(new LineageGap(TRAINED_ON.toString(), "label_schema"))));
            case SCHEMA_CURRENT -> facts.labels(1, STALE);
            case EVALUATED -> facts.notEvaluated().thresholds();
            case THRESHOLD -> facts.evaluation(FactsBuilder.evaluation(CANDIDATE, 0.9));
            case LIMITATIONS_STATED -> facts.limitations();
            case NOT_STATED_FORBIDDEN -> facts.forbidNotStated();
        }
    }

    private static DeployFacts allSpoiled() {
        FactsBuilder facts = new FactsBuilder();
        for (Gate gate : Gate.values()) {
            if (gate != Gate.EVALUATED) {
                spoil(gate, facts);
            }
        }
        return facts.notEvaluated().build();
    }

    private static Verdict.Refused refused(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        return (Verdict.Refused) verdict;
    }

    private static GateResult result(Verdict verdict, Gate gate) {
        return verdict.results().stream()
                .filter(result -> result.gate() == gate)
                .findFirst()
                .orElseThrow();
    }
}
