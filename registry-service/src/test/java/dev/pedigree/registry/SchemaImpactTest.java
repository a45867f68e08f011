package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.registry.testing.Ledgers;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.registry.testing.Schemas;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.AddedClass;
import dev.pedigree.v1.AffectedDataset;
import dev.pedigree.v1.ChangeImpact;
import dev.pedigree.v1.ClassChangeKind;
import dev.pedigree.v1.ClassIds;
import dev.pedigree.v1.CompatibilityMode;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetSchemaImpactRequest;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.LabelClassCount;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.LabelStatisticsFact;
import dev.pedigree.v1.LabelledDataset;
import dev.pedigree.v1.LearnedModel;
import dev.pedigree.v1.MergedClass;
import dev.pedigree.v1.Omission;
import dev.pedigree.v1.RecordSchemaReviewRequest;
import dev.pedigree.v1.SchemaImpact;
import dev.pedigree.v1.SchemaReview;
import dev.pedigree.v1.StaleLabels;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Which labels a change of their schema touches, which models learned from them, and where these run.
final class SchemaImpactTest {
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
    void everyChangeTellsItsDatasetsAndSamplesAndEveryDatasetItsModelsAndTheirDeployments() throws StatusException {
        String version = scene.deployable();
        String idle = scene.newModel(scene.dataset);
        Deployment deployment = scene.deploy(version);
        String split = schemas.next(schema -> {
            Schemas.addPup(schema);
            schema.getClassesBuilder(0).setName("Katze");
        });

        SchemaImpact impact = impact(split);

        assertThat(impact.getDiff().getFrom()).isEqualTo(scene.schema);
        assertThat(impact.getChangesList())
                .extracting(change -> change.getChange().getKind(), SchemaImpactTest::samples)
                .containsExactly(
                        tuple(ClassChangeKind.CLASS_CHANGE_KIND_CLASS_RENAMED, List.of(scene.dataset + "=60")),
                        tuple(ClassChangeKind.CLASS_CHANGE_KIND_CLASS_SPLIT, List.of(scene.dataset + "=40")));
        assertThat(impact.getDatasetsList())
                .containsExactly(LabelledDataset.newBuilder()
                        .setDatasetVersion(scene.dataset)
                        .setLabelSchema(scene.schema)
                        .setSamples(100)
                        .setStatistics(LabelledDataset.Statistics.STATISTICS_DECLARED)
                        .addModels(idle)
                        .addModels(version)
                        .addStale(StaleLabels.newBuilder()
                                .setDatasetVersion(scene.dataset)
                                .setSchemaVersion(split)
                                .setClassId("dog")
                                .setChange("class 'pup': CLASS_SPLIT from dog"))
                        .build());
        assertThat(impact.getModelsList())
                .containsExactly(
                        LearnedModel.newBuilder().setModelVersion(idle).build(),
                        LearnedModel.newBuilder()
                                .setModelVersion(version)
                                .addLiveDeployments(deployment.getName())
                                .build());
        assertThat(impact.getTruncated()).isFalse();
    }

    @Test
    void noMoreSamplesAreAffectedThanThereAre() throws StatusException {
        String pictures = Ledgers.dataset(
                scene,
                "pictures",
                Sample.digest("pictures"),
                LabelLedgerStatistics.newBuilder()
                        .setSamples(3)
                        .addDistribution(count("cat", 2))
                        .addDistribution(count("dog", 2)));
        String split = schemas.next(schema -> schema.addClasses(Records.labelClass("young", "A kitten or a pup."))
                .getDeclarationsBuilder()
                .addAdded(AddedClass.newBuilder()
                        .setClassId("young")
                        .setSplitFrom(ClassIds.newBuilder().addIds("cat").addIds("dog"))));

        assertThat(samples(impact(split).getChanges(0))).containsExactly(pictures + "=3", scene.dataset + "=100");
    }

    private static LabelClassCount count(String classId, int samples) {
        return LabelClassCount.newBuilder()
                .setClassId(classId)
                .setSamples(samples)
                .build();
    }

    @Test
    void whatWasReviewedIsNoLongerToldAsStale() throws StatusException {
        String split = schemas.split();
        scene.writer.recordSchemaReview(RecordSchemaReviewRequest.newBuilder()
                .setParent(scene.dataset)
                .setSchemaVersion(split)
                .addClassIds("dog")
                .setOutcome(SchemaReview.Outcome.OUTCOME_KEPT)
                .setReason("looked at")
                .build());

        assertThat(impact(split).getDatasets(0).getStaleList()).isEmpty();
    }

    @Test
    void labelsOfEarlierVersionsThatAreStillLegalCountAndOthersDoNot() throws StatusException {
        schemas.next(schema -> schema.setMode(CompatibilityMode.COMPATIBILITY_MODE_NONE));
        schemas.next(schema -> schema.removeClasses(1)
                .getDeclarationsBuilder()
                .addMerged(MergedClass.newBuilder().setClassId("dog").setInto("cat")));
        String third = schemas.latest();
        String fourth = schemas.redefine("cat");
        assertThat(samples(impact(fourth).getChanges(0))).containsExactly(scene.dataset + "=100");

        String box =
                schemas.next(schema -> schema.setGeometry(dev.pedigree.v1.AnnotationGeometry.ANNOTATION_GEOMETRY_BOX));
        String sixth = schemas.redefine("cat");
        assertThat(impact(sixth).getDatasetsList()).isEmpty();
        assertThat(samples(impact(box).getChanges(0))).containsExactly(scene.dataset + "=100");
        assertThat(impact(third, box).getChangesList())
                .extracting(change -> change.getChange().getKind())
                .containsExactly(
                        ClassChangeKind.CLASS_CHANGE_KIND_GEOMETRY_CHANGED,
                        ClassChangeKind.CLASS_CHANGE_KIND_CLASS_REDEFINED);
    }

    @Test
    void whereNobodyCountedTheNumberIsLeftOpen() throws StatusException {
        VersionRecord.Builder silent = Records.dataset(scene.schema, Records.DIGEST);
        silent.getDatasetBuilder()
                .setLabelStatistics(LabelStatisticsFact.newBuilder()
                        .setNotStated(Omission.newBuilder().setReason("never counted")));
        String dataset = scene.create(scene.asset(Kind.KIND_DATASET, "silent"), silent);

        SchemaImpact impact = impact(schemas.split());

        assertThat(impact.getDatasetsList())
                .filteredOn(each -> each.getDatasetVersion().equals(dataset))
                .allMatch(each ->
                        !each.hasSamples() && each.getStatistics() == LabelledDataset.Statistics.STATISTICS_NOT_STATED);
        assertThat(impact.getChanges(0).getDatasetsList())
                .extracting(AffectedDataset::getDatasetVersion, AffectedDataset::hasSamples)
                .containsExactly(tuple(dataset, false), tuple(scene.dataset, true));
    }

    @Test
    void aModelThatWasTunedFromOneThatLearnedFromThemIsFound() throws StatusException {
        String base = scene.newModel(scene.dataset);
        String split = schemas.split();
        String current =
                scene.create(scene.asset(Kind.KIND_DATASET, "current"), Records.dataset(split, Records.DIGEST));
        VersionRecord.Builder tuned = Records.model(List.of(current), current, Records.DIGEST);
        tuned.getModelBuilder().getBaseModelBuilder().setValue(base);
        String version = scene.create(scene.model, tuned);

        assertThat(impact(split).getModelsList())
                .extracting(LearnedModel::getModelVersion)
                .containsExactly(version, base);
        assertThat(impact(split).getDatasetsList())
                .extracting(LabelledDataset::getDatasetVersion)
                .containsExactly(scene.dataset);
    }

    @Test
    void moreThanWasAskedForIsSaidAloud() throws StatusException {
        String newer = scene.newDataset("newer");
        String split = schemas.split();

        SchemaImpact impact = scene.reader.getSchemaImpact(GetSchemaImpactRequest.newBuilder()
                .setName(split)
                .setMaxDatasets(1)
                .build());

        assertThat(impact.getTruncated()).isTrue();
        assertThat(impact.getDatasetsList())
                .extracting(LabelledDataset::getDatasetVersion)
                .containsExactly(newer);
    }

    @Test
    void onlyVersionsThatExistAreCompared() {
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                () -> impact(schemas.asset() + "/versions/7"));
        refused(Invalid.class, ErrorReason.ERROR_REASON_FIELDS_INVALID, () -> impact(scene.schema));
    }

    private SchemaImpact impact(String to) throws StatusException {
        return impact("", to);
    }

    private SchemaImpact impact(String from, String to) throws StatusException {
        return scene.reader.getSchemaImpact(
                GetSchemaImpactRequest.newBuilder().setFrom(from).setName(to).build());
    }

    private static List<String> samples(ChangeImpact change) {
        return change.getDatasetsList().stream()
                .map(affected -> affected.getDatasetVersion() + "=" + affected.getSamples())
                .toList();
    }
}
