package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.registry.testing.Ledgers;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.registry.testing.Schemas;
import dev.pedigree.registry.testing.Watching;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.CompatibilityMode;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GateResult;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.LabelClassCount;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.LabelStatistics;
import dev.pedigree.v1.LabelStatisticsFact;
import dev.pedigree.v1.ListSchemaReviewsRequest;
import dev.pedigree.v1.ListSchemaReviewsResponse;
import dev.pedigree.v1.MergedClass;
import dev.pedigree.v1.Omission;
import dev.pedigree.v1.RecordSchemaReviewRequest;
import dev.pedigree.v1.SchemaReview;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Labels that a later version of their schema made stale: they stop a deployment until somebody reviewed them.
final class SchemaReviewTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Scene scene;
    private Schemas schemas;

    @BeforeEach
    void prepare() throws StatusException {
        scene = new Scene(RIG);
        scene.policy();
        schemas = new Schemas(scene);
    }

    @Test
    void aModelWhoseClassWasSplitIsRefusedBySchemaVersionClassAndDatasetVersion() throws StatusException {
        String version = scene.deployable();
        String split = schemas.split();

        assertThat(stale(version))
                .containsExactly(new Violation(
                        "SCHEMA_CURRENT",
                        scene.dataset,
                        "its labels of class 'dog' were written before " + split
                                + " (class 'pup': CLASS_SPLIT from dog): have them reviewed, "
                                + "or train on labels of that version"));
    }

    @Test
    void aReviewThatKeepsOrWaivesTheLabelsLetsTheModelPass() throws StatusException {
        String version = scene.deployable();
        record(review(schemas.split(), "dog"));
        String second = schemas.redefine("cat");
        assertThat(stale(version)).extracting(Violation::subject).containsExactly(scene.dataset);

        record(review(second, "cat").setOutcome(SchemaReview.Outcome.OUTCOME_WAIVED));

        assertThat(gate(scene.deploy(version)))
                .extracting(GateResult::getOutcome, GateResult::getDetail)
                .containsExactly(
                        GateResult.Outcome.OUTCOME_PASSED,
                        "the labels of all 1 dataset versions it learned from are current or reviewed");
    }

    @Test
    void changesThatLeaveTheMeaningAsItIsStopNothing() throws StatusException {
        String version = scene.deployable();
        schemas.next(schema -> schema.setMode(CompatibilityMode.COMPATIBILITY_MODE_NONE)
                .getClassesBuilder(0)
                .setName("Katze"));
        schemas.next(schema -> schema.removeClasses(1));

        assertThat(gate(scene.deploy(version)).getOutcome()).isEqualTo(GateResult.Outcome.OUTCOME_PASSED);
    }

    @Test
    void aChangeOfAClassThatNoLabelIsOfStopsNothing() throws StatusException {
        VersionRecord.Builder onlyCats = Records.dataset(scene.schema, Records.DIGEST);
        onlyCats.getDatasetBuilder()
                .getLabelStatisticsBuilder()
                .getDeclaredBuilder()
                .getDistributionBuilder(1)
                .setSamples(0);
        String cats = scene.create(scene.asset(Kind.KIND_DATASET, "cats"), onlyCats);
        String version = scene.deployable(cats);
        schemas.split();

        assertThat(gate(scene.deploy(version)).getOutcome()).isEqualTo(GateResult.Outcome.OUTCOME_PASSED);
    }

    @Test
    void whereAnnotatorsDisagreeAndNobodyDecidedLabelsMayBeOfAnyClass() throws StatusException {
        LabelLedgerStatistics.Builder cats = LabelLedgerStatistics.newBuilder()
                .setSamples(2)
                .addDistribution(LabelClassCount.newBuilder().setClassId("cat").setSamples(1));
        String settled = scene.deployable(Ledgers.dataset(scene, "settled", Sample.digest("settled"), cats));
        String unsettled = scene.deployable(
                Ledgers.dataset(scene, "unsettled", Sample.digest("unsettled"), cats.setUnsettledItems(1)));
        schemas.split();

        assertThat(gate(scene.deploy(settled)).getOutcome()).isEqualTo(GateResult.Outcome.OUTCOME_PASSED);
        assertThat(stale(unsettled)).extracting(Violation::type).containsExactly("SCHEMA_CURRENT");
    }

    @Test
    void whereNobodySaysWhichClassesAreUsedAnyChangeStops() throws StatusException {
        VersionRecord.Builder silent = Records.dataset(scene.schema, Records.DIGEST);
        silent.getDatasetBuilder()
                .setLabelStatistics(LabelStatisticsFact.newBuilder()
                        .setNotStated(Omission.newBuilder().setReason("never counted")));
        String version = scene.deployable(scene.create(scene.asset(Kind.KIND_DATASET, "silent"), silent));
        schemas.split();

        assertThat(stale(version)).hasSize(1);
    }

    @Test
    void whereNothingIsLabelledNothingIsStale() throws StatusException {
        VersionRecord.Builder bare = Records.dataset(scene.schema, Records.DIGEST);
        bare.getDatasetBuilder()
                .setLabelStatistics(LabelStatisticsFact.newBuilder().setDeclared(LabelStatistics.getDefaultInstance()));
        String version = scene.deployable(scene.create(scene.asset(Kind.KIND_DATASET, "bare"), bare));
        schemas.split();

        assertThat(gate(scene.deploy(version)).getOutcome()).isEqualTo(GateResult.Outcome.OUTCOME_PASSED);
    }

    @Test
    void labelsOfABaseModelCountAndSourcesOfADatasetDoNot() throws StatusException {
        String base = scene.newModel(scene.dataset);
        schemas.split();
        VersionRecord.Builder collected = Records.dataset(schemas.latest(), Records.DIGEST);
        collected.getDatasetBuilder().getSourcesBuilder().getValueBuilder().addVersions(scene.dataset);
        String current = scene.create(scene.asset(Kind.KIND_DATASET, "collected"), collected);
        assertThat(gate(scene.deploy(scene.deployable(current))).getOutcome())
                .isEqualTo(GateResult.Outcome.OUTCOME_PASSED);

        VersionRecord.Builder tuned = Records.model(List.of(current), scene.dataset, Records.DIGEST);
        tuned.getModelBuilder().getBaseModelBuilder().setValue(base);
        String version = scene.create(scene.model, tuned);
        scene.evaluate(version, 0.9);
        assertThat(stale(version)).extracting(Violation::subject).containsExactly(scene.dataset);
    }

    @Test
    void mergedLabelsAreReviewedAsWhatTheyBecame() throws StatusException {
        String version = scene.deployable();
        schemas.next(schema -> schema.setMode(CompatibilityMode.COMPATIBILITY_MODE_NONE));
        schemas.next(schema -> schema.removeClasses(1)
                .getDeclarationsBuilder()
                .addMerged(MergedClass.newBuilder().setClassId("dog").setInto("cat")));
        String redefined = schemas.redefine("cat");

        record(review(redefined, "cat"));

        assertThat(gate(scene.deploy(version)).getOutcome()).isEqualTo(GateResult.Outcome.OUTCOME_PASSED);
    }

    @Test
    void relabellingDoesNotMakeTheOldLabelsRight() throws StatusException {
        String version = scene.deployable();
        String split = schemas.split();
        String better = scene.create(
                scene.asset(Kind.KIND_DATASET, "better"), Records.dataset(schemas.latest(), Records.DIGEST));
        record(review(split, "dog")
                .setOutcome(SchemaReview.Outcome.OUTCOME_RELABELLED)
                .setRelabelledAs(better));

        assertThat(stale(version).getFirst().description())
                .endsWith("they were relabelled, so train from " + better + ", or have them waived");
        assertThat(gate(scene.deploy(scene.deployable(better))).getOutcome())
                .isEqualTo(GateResult.Outcome.OUTCOME_PASSED);
    }

    @Test
    void theNewestReviewDecides() throws StatusException {
        String version = scene.deployable();
        String split = schemas.split();
        String better = scene.create(
                scene.asset(Kind.KIND_DATASET, "better"), Records.dataset(schemas.latest(), Records.DIGEST));
        SchemaReview kept = record(review(split, "dog"));
        SchemaReview relabelled = record(review(split, "dog")
                .setOutcome(SchemaReview.Outcome.OUTCOME_RELABELLED)
                .setRelabelledAs(better));

        assertThat(stale(version)).hasSize(1);
        ListSchemaReviewsResponse first = list(1, "");
        assertThat(first.getReviewsList()).containsExactly(bare(relabelled));
        assertThat(list(1, first.getNextPageToken()).getReviewsList()).containsExactly(bare(kept));
    }

    @Test
    void aRollbackReportsStaleLabelsAndGoesOn() throws StatusException {
        scene.deploy(scene.deployable());
        scene.deploy(scene.deployable());
        schemas.split();

        assertThat(gate(scene.rollBack()).getOutcome()).isEqualTo(GateResult.Outcome.OUTCOME_FAILED);
    }

    @Test
    void aReviewSaysWhoFoundWhatAndIsInTheFeed() throws StatusException {
        SchemaReview review = record(review(schemas.split(), "dog"));

        assertThat(review.getName()).isEqualTo(scene.dataset + "/schemaReviews/1");
        assertThat(review.getSchemaVersion()).isEqualTo(schemas.latest());
        assertThat(review.getActor()).isEqualTo("ann");
        assertThat(review.getConsistencyToken()).isNotEmpty();
        try (Watching watching = Watching.from(RIG, "")) {
            assertThat(watching.untilNothingMore())
                    .filteredOn(change -> change.getSubject().equals(review.getName()))
                    .extracting(Change::getVerb, Change::getRevision)
                    .containsExactly(tuple("RecordSchemaReview", 1L));
        }
    }

    @Test
    void reviewsAreCountedInEachDatasetVersion() throws StatusException {
        String split = schemas.split();
        record(review(split, "dog"));
        record(review(split, "dog"));
        String other =
                scene.create(scene.asset(Kind.KIND_DATASET, "other"), Records.dataset(scene.schema, Records.DIGEST));

        assertThat(record(review(split, "dog").setParent(other)).getName()).isEqualTo(other + "/schemaReviews/1");
        assertThat(record(review(split, "dog")).getName()).isEqualTo(scene.dataset + "/schemaReviews/3");
    }

    @Test
    void aReplayedReviewIsTheFirstOne() throws StatusException {
        RecordSchemaReviewRequest request = review(schemas.split(), "dog")
                .setRequestId(UUID.randomUUID().toString())
                .build();

        assertThat(scene.writer.recordSchemaReview(request)).isEqualTo(scene.writer.recordSchemaReview(request));
        assertThat(list(0, "").getReviewsList()).hasSize(1);
    }

    @Test
    void aReviewThatOnlyValidatesLeavesNothing() throws StatusException {
        record(review(schemas.split(), "dog").setValidateOnly(true));

        assertThat(list(0, "").getReviewsList()).isEmpty();
    }

    @Test
    void everyClassThatIsNotStaleIsNamed() throws StatusException {
        String split = schemas.split();

        Refused fault = refused(
                Refused.class,
                ErrorReason.ERROR_REASON_NOTHING_TO_REVIEW,
                () -> record(review(split, "dog").addClassIds("cat").addClassIds("pup")));

        assertThat(fault.violations())
                .containsExactly(
                        new Violation(
                                "NOTHING_TO_REVIEW",
                                scene.dataset,
                                split + " did not make its labels of class 'cat' stale"),
                        new Violation(
                                "NOTHING_TO_REVIEW",
                                scene.dataset,
                                split + " did not make its labels of class 'pup' stale"));
    }

    @Test
    void betterLabelsAreThoseWrittenInTheNewMeaning() throws StatusException {
        String other = scene.newDataset("other");
        String split = schemas.split();

        Invalid fault = refused(
                Invalid.class,
                ErrorReason.ERROR_REASON_FIELDS_INVALID,
                () -> record(review(split, "dog")
                        .setOutcome(SchemaReview.Outcome.OUTCOME_RELABELLED)
                        .setRelabelledAs(other)));

        assertThat(fault.violations()).extracting(FieldViolation::field).containsExactly("relabelled_as");
    }

    @Test
    void aReviewIsOfOneProject() throws StatusException {
        String elsewhere = new Scene(RIG).schema;

        Invalid fault =
                refused(Invalid.class, ErrorReason.ERROR_REASON_FIELDS_INVALID, () -> record(review(elsewhere, "dog")));

        assertThat(fault.violations()).extracting(FieldViolation::field).containsExactly("schema_version");
    }

    @Test
    void whatDoesNotExistIsNamed() {
        String missing = schemas.asset() + "/versions/9";

        NotFound fault = refused(
                NotFound.class, ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, () -> record(review(missing, "dog")));

        assertThat(fault.resourceName()).isEqualTo(missing);
    }

    private RecordSchemaReviewRequest.Builder review(String schema, String classId) {
        return RecordSchemaReviewRequest.newBuilder()
                .setParent(scene.dataset)
                .setSchemaVersion(schema)
                .addClassIds(classId)
                .setOutcome(SchemaReview.Outcome.OUTCOME_KEPT)
                .setReason("no young dog among them");
    }

    private SchemaReview record(RecordSchemaReviewRequest.Builder request) throws StatusException {
        return scene.writer.recordSchemaReview(request.build());
    }

    private ListSchemaReviewsResponse list(int size, String token) throws StatusException {
        return scene.reader.listSchemaReviews(ListSchemaReviewsRequest.newBuilder()
                .setParent(scene.dataset)
                .setPageSize(size)
                .setPageToken(token)
                .build());
    }

    private List<Violation> stale(String version) {
        Refused fault = refused(Refused.class, ErrorReason.ERROR_REASON_GATES_NOT_PASSED, () -> scene.deploy(version));
        assertThat(fault.violations()).extracting(Violation::type).containsOnly("SCHEMA_CURRENT");
        return fault.violations();
    }

    private static GateResult gate(Deployment deployment) {
        return deployment.getGateResultsList().stream()
                .filter(result -> result.getGate().equals("SCHEMA_CURRENT"))
                .findFirst()
                .orElseThrow();
    }

    private static SchemaReview bare(SchemaReview review) {
        return review.toBuilder().clearConsistencyToken().build();
    }
}
