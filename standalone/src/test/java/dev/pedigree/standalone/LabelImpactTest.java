package dev.pedigree.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.pedigree.testkit.Records;
import dev.pedigree.v1.AddedClass;
import dev.pedigree.v1.AffectedDataset;
import dev.pedigree.v1.ClassIds;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.CorrectedLabels;
import dev.pedigree.v1.DatasetChange;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.GetSchemaImpactRequest;
import dev.pedigree.v1.HoldingDataset;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.LabelInDoubt;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelledDataset;
import dev.pedigree.v1.LearnedModel;
import dev.pedigree.v1.MovedCount;
import dev.pedigree.v1.PrepareLabelsRequest;
import dev.pedigree.v1.RecordSchemaReviewRequest;
import dev.pedigree.v1.SchemaChange;
import dev.pedigree.v1.SchemaDeclarations;
import dev.pedigree.v1.SchemaImpact;
import dev.pedigree.v1.SchemaLabels;
import dev.pedigree.v1.SchemaReview;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionFact;
import dev.pedigree.v1.VersionList;
import dev.pedigree.v1.VersionRecord;
import dev.pedigree.v1.VersionsFact;
import dev.pedigree.v1.WhoLearnedRequest;
import dev.pedigree.v1.WhoLearnedResponse;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What learned from labels in a ledger, when they turn out wrong or their schema changes; in a whole mesh.
final class LabelImpactTest {
    private static final String FIRST = """
            sample,class,annotator,source
            a,cat,ann,human
            b,dog,ann,human
            c,dog,ann,human
            """;
    private static final String CORRECTED = "sample,annotator,original,corrected,corrector,reason,corrected_at\n";
    private static final String WHY = ",eve,why,2026-02-01T10:00:00Z\n";

    @TempDir
    static Path data;

    private static Mesh mesh;

    private MeshClient client;
    private Labelling labelling;
    private String schemas;
    private String schema;
    private String images;
    private LabelLedger ledger;
    private Version wrong;
    private Version learned;
    private Deployment deployment;

    @BeforeAll
    static void start() {
        mesh = Mesh.local(data, 0);
    }

    @AfterAll
    static void stop() {
        mesh.close();
    }

    @BeforeEach
    void deployAModel() {
        client = MeshClient.of(mesh);
        labelling = new Labelling(client);
        schemas = client.asset(Kind.KIND_LABEL_SCHEMA, "animals");
        schema = client.version(schemas, Records.labelSchema()).getName();
        images = client.asset(Kind.KIND_DATASET, "images");
        ledger = labelling.initial(schema, FIRST);
        wrong = client.version(images, labelling.record(ledger));
        String net = client.asset(Kind.KIND_MODEL, "net");
        learned = client.model(net, wrong);
        String production = client.environment(net, "production", wrong, 0.5);
        client.evaluate(learned, wrong, 0.9);
        deployment = client.deploy(learned, production);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void whoLearnedTheLabelsThatAVersionCorrectedIsTold() {
        LabelLedger next = labelling.corrective(ledger, CORRECTED + "a,ann,cat,dog" + WHY + "b,ann,dog," + WHY);
        VersionRecord.Builder correction = labelling.record(next).setParentVersion(wrong.getName());
        correction.getDatasetBuilder().setChange(Labelling.corrective(2));
        Version right = client.version(images, correction);
        Version derived = derived();
        Version fromDerived = client.model(client.asset(Kind.KIND_MODEL, "small"), derived);
        VersionRecord.Builder tuned = client.modelRecord(right);
        tuned.getModelBuilder().setBaseModel(VersionFact.newBuilder().setValue(learned.getName()));
        Version fineTuned = client.version(client.asset(Kind.KIND_MODEL, "tuned"), tuned);
        client.model(client.asset(Kind.KIND_MODEL, "clean"), right);

        WhoLearnedResponse answer = client.labels()
                .whoLearned(WhoLearnedRequest.newBuilder()
                        .setName(right.getName())
                        .setCorrected(CorrectedLabels.getDefaultInstance())
                        .build());
        assertThat(answer)
                .isEqualTo(WhoLearnedResponse.newBuilder()
                        .addDatasets(holding(2).addModels(fineTuned.getName()).addModels(learned.getName()))
                        .addDatasets(HoldingDataset.newBuilder()
                                .setDatasetVersion(derived.getName())
                                .setMadeFrom(wrong.getName())
                                .addModels(fromDerived.getName()))
                        .addModels(LearnedModel.newBuilder().setModelVersion(fineTuned.getName()))
                        .addModels(LearnedModel.newBuilder().setModelVersion(fromDerived.getName()))
                        .addModels(LearnedModel.newBuilder()
                                .setModelVersion(learned.getName())
                                .addLiveDeployments(deployment.getName()))
                        .build());
        assertThat(client.labels()
                        .whoLearned(WhoLearnedRequest.newBuilder()
                                .setName(images + "/versions/latest")
                                .setLabel(LabelInDoubt.newBuilder().setSample("a"))
                                .build())
                        .getDatasets(0))
                .isEqualTo(holding(1)
                        .addModels(fineTuned.getName())
                        .addModels(learned.getName())
                        .build());
    }

    private HoldingDataset.Builder holding(int labels) {
        return HoldingDataset.newBuilder()
                .setDatasetVersion(wrong.getName())
                .setLedger(ledger.getDigest())
                .setLabels(labels);
    }

    /// A dataset made from the wrong one that keeps no ledger.
    private Version derived() {
        VersionRecord.Builder record =
                Records.dataset(schema, client.manifest("crops").getDigest());
        record.getDatasetBuilder()
                .setSources(VersionsFact.newBuilder()
                        .setValue(VersionList.newBuilder().addVersions(wrong.getName())));
        return client.version(client.asset(Kind.KIND_DATASET, "crops"), record);
    }

    @Test
    void theImpactOfASchemaChangeCountsWhatTheLedgerCounted() {
        String split = split();
        SchemaImpact impact = client.lifecycle()
                .getSchemaImpact(
                        GetSchemaImpactRequest.newBuilder().setName(split).build());
        assertThat(impact.getChanges(0).getDatasetsList())
                .containsExactly(AffectedDataset.newBuilder()
                        .setDatasetVersion(wrong.getName())
                        .setSamples(2)
                        .build());
        assertThat(impact.getDatasetsList())
                .extracting(LabelledDataset::getSamples, LabelledDataset::getStatistics)
                .containsExactly(tuple(3L, LabelledDataset.Statistics.STATISTICS_COMPUTED));
        assertThat(impact.getModels(0).getLiveDeploymentsList()).containsExactly(deployment.getName());
    }

    @Test
    void labelsThatWereGivenAnewInTheNewSchemaAreNotStale() {
        String split = split();
        String production =
                deployment.getName().substring(0, deployment.getName().indexOf("/deployments/"));
        StatusRuntimeException refusal =
                catchThrowableOfType(StatusRuntimeException.class, () -> client.deploy(learned, production));
        assertThat(refusal).hasMessageContaining("have them reviewed");

        LabelLedger anew = moved(split, "cat");
        VersionRecord.Builder record = labelling.record(anew).setParentVersion(wrong.getName());
        record.getDatasetBuilder()
                .setChange(DatasetChange.newBuilder()
                        .setSchema(SchemaChange.newBuilder()
                                .setFromLabelSchema(schema)
                                .addAllMapping(anew.getMappingList())
                                .setRelabelledSamples(2)));
        Version relabelled = client.version(images, record);
        Version current = client.model(production.substring(0, production.indexOf("/environments/")), relabelled);
        client.evaluate(current, wrong, 0.9);
        assertThat(client.deploy(current, production).getVersion()).isEqualTo(current.getName());
        assertThat(client.lifecycle()
                        .getSchemaImpact(GetSchemaImpactRequest.newBuilder()
                                .setName(split)
                                .build())
                        .getDatasetsList())
                .extracting(LabelledDataset::getDatasetVersion)
                .isEqualTo(List.of(wrong.getName()));
    }

    @Test
    void aRecordMapsClassesAsItsLedgerDoes() {
        LabelLedger moved = moved(split(), "dog");
        VersionRecord.Builder record = labelling.record(moved).setParentVersion(wrong.getName());
        SchemaChange.Builder told =
                record.getDatasetBuilder().getChangeBuilder().getSchemaBuilder().setFromLabelSchema(schema);
        told.setRelabelledSamples(2).addMapping(mapping("dog", "dog")).addMapping(mapping("cat", "cat"));
        StatusRuntimeException refusal =
                catchThrowableOfType(StatusRuntimeException.class, () -> client.version(images, record));
        assertThat(refusal).hasMessageContaining("the ledger maps cat to [dog], dog to [dog, pup]");

        told.clearMapping().addMapping(mapping("dog", "pup", "dog")).addMapping(mapping("cat", "dog"));
        assertThat(client.version(images, record).getName()).isEqualTo(images + "/versions/2");
    }

    /// The labels in another version of the schema, with dogs given anew.
    private LabelLedger moved(String to, String cats) {
        return labelling.prepare(labelling
                .request(to, CORRECTED + "b,ann,dog,pup" + WHY + "c,ann,dog,dog" + WHY)
                .setParentLedger(ledger.getDigest())
                .setSchema(SchemaLabels.newBuilder()
                        .addMapping(mapping("cat", cats))
                        .addMapping(mapping("dog", "dog", "pup"))));
    }

    @Test
    void aMappingAloneDoesNotMakeLabelsCurrent() {
        String split = split();
        LabelLedger moved = labelling.prepare(PrepareLabelsRequest.newBuilder()
                .setParent(client.project())
                .setLabelSchema(split)
                .setParentLedger(ledger.getDigest())
                .setSchema(SchemaLabels.newBuilder()
                        .addMapping(mapping("cat", "cat"))
                        .addMapping(mapping("dog", "dog"))));
        assertThat(moved.getStatistics().getMovedList())
                .extracting(MovedCount::getClassId, MovedCount::getAnnotations)
                .containsExactly(tuple("cat", 1L), tuple("dog", 2L));
        VersionRecord.Builder record = labelling.record(moved).setParentVersion(wrong.getName());
        record.getDatasetBuilder()
                .setChange(DatasetChange.newBuilder()
                        .setSchema(SchemaChange.newBuilder()
                                .setFromLabelSchema(schema)
                                .addMapping(mapping("cat", "cat"))
                                .addMapping(mapping("dog", "dog"))));
        StatusRuntimeException refusal =
                catchThrowableOfType(StatusRuntimeException.class, () -> client.version(images, record));
        assertThat(refusal).hasMessageContaining("class 'pup': CLASS_SPLIT from dog");

        client.lifecycle()
                .recordSchemaReview(RecordSchemaReviewRequest.newBuilder()
                        .setParent(wrong.getName())
                        .setSchemaVersion(split)
                        .addClassIds("dog")
                        .setOutcome(SchemaReview.Outcome.OUTCOME_KEPT)
                        .setReason("no young dog among them")
                        .build());
        assertThat(client.version(images, record).getName()).isEqualTo(images + "/versions/2");
    }

    /// The next version of the schema: pups are no longer dogs.
    private String split() {
        VersionRecord.Builder record = Records.labelSchema().setParentVersion(schema);
        record.getLabelSchemaBuilder()
                .addClasses(Records.labelClass("pup", "A young dog."))
                .setDeclarations(SchemaDeclarations.newBuilder()
                        .addAdded(AddedClass.newBuilder()
                                .setClassId("pup")
                                .setSplitFrom(ClassIds.newBuilder().addIds("dog"))));
        return client.version(schemas, record).getName();
    }

    private static ClassMapping mapping(String from, String... to) {
        return ClassMapping.newBuilder()
                .setFromClass(from)
                .addAllToClasses(List.of(to))
                .build();
    }
}
