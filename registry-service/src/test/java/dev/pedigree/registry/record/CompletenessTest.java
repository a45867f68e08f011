package dev.pedigree.registry.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.interceptor.FieldRules;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.AddedClass;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.AttributeType;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.DatasetRecord;
import dev.pedigree.v1.LabelAttribute;
import dev.pedigree.v1.LabelClass;
import dev.pedigree.v1.LabelSchemaRecord;
import dev.pedigree.v1.MergedClass;
import dev.pedigree.v1.ModelRecord;
import dev.pedigree.v1.SchemaDeclarations;
import dev.pedigree.v1.TextFact;
import dev.pedigree.v1.VersionRecord;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The completeness rule as the proto states it: everything is named at once, and nothing is defaulted.
final class CompletenessTest {
    private static final String PROJECT = "projects/p";
    private static final String DATASET = PROJECT + "/datasets/d/versions/1";
    private static final FieldRules RULES =
            FieldRules.of(List.of(ServerServiceDefinition.builder("pedigree.v1.AssetService")
                    .addMethod(AssetServiceGrpc.getCreateVersionMethod(), (_, _) -> new ServerCall.Listener<>() {})
                    .build()));

    @Test
    void completeRecordsBreakNoRule() {
        assertThat(broken(Records.labelSchema())).isEmpty();
        assertThat(broken(Records.dataset(PROJECT + "/labelSchemas/s/versions/1", Records.DIGEST)))
                .isEmpty();
        assertThat(broken(Records.model(List.of(DATASET), DATASET, Records.DIGEST)))
                .isEmpty();
    }

    @Test
    void anEmptyDatasetRecordNamesEveryMissingField() {
        assertThat(broken(VersionRecord.newBuilder().setDataset(DatasetRecord.getDefaultInstance())))
                .extracting(FieldViolation::field)
                .containsExactlyInAnyOrder(
                        "record",
                        "record.origin",
                        "record.dataset.annotators",
                        "record.dataset.guideline_version",
                        "record.dataset.label_schema",
                        "record.dataset.label_statistics",
                        "record.dataset.preprocessing",
                        "record.dataset.auto_label_thresholds",
                        "record.dataset.quality_baseline",
                        "record.dataset.licence",
                        "record.dataset.change");
    }

    @Test
    void anEmptyModelRecordNamesEveryMissingField() {
        assertThat(broken(VersionRecord.newBuilder().setModel(ModelRecord.getDefaultInstance())))
                .extracting(FieldViolation::field)
                .containsExactlyInAnyOrder(
                        "record",
                        "record.origin",
                        "record.model.framework",
                        "record.model.serialization_format",
                        "record.model.training",
                        "record.model.environment_digest",
                        "record.model.training_started",
                        "record.model.training_ended",
                        "record.model.code_commit",
                        "record.model.training_data",
                        "record.model.base_model",
                        "record.model.quality_baseline");
    }

    @Test
    void anEmptyTrainingConfigNamesEveryMissingField() {
        VersionRecord.Builder record = Records.model(List.of(DATASET), DATASET, Records.DIGEST);
        record.getModelBuilder().getTrainingBuilder().clear();
        assertThat(broken(record))
                .extracting(FieldViolation::field)
                .containsExactlyInAnyOrder(
                        "record.model.training.hyperparameters",
                        "record.model.training.optimizer",
                        "record.model.training.learning_rate_schedule",
                        "record.model.training.batch_size",
                        "record.model.training.seed",
                        "record.model.training.accelerator");
    }

    @Test
    void anEmptyLabelSchemaRecordNamesEveryMissingField() {
        assertThat(broken(VersionRecord.newBuilder().setLabelSchema(LabelSchemaRecord.getDefaultInstance())))
                .extracting(FieldViolation::field)
                .containsExactlyInAnyOrder(
                        "record.origin",
                        "record.label_schema.classes",
                        "record.label_schema.geometry",
                        "record.label_schema.cardinality",
                        "record.label_schema.guideline",
                        "record.label_schema.owner");
    }

    @Test
    void aRecordOfNoKindIsRefused() {
        assertThat(broken(VersionRecord.newBuilder()))
                .extracting(FieldViolation::field)
                .contains("record.record", "record.origin");
    }

    @Test
    void aFactWithoutValueOrReasonIsNotAnswered() {
        VersionRecord.Builder record = Records.labelSchema();
        record.getLabelSchemaBuilder().setOwner(TextFact.getDefaultInstance());
        assertThat(broken(record)).extracting(FieldViolation::field).containsExactly("record.label_schema.owner.fact");
        record.getLabelSchemaBuilder().getOwnerBuilder().getNotStatedBuilder();
        assertThat(broken(record))
                .extracting(FieldViolation::field)
                .containsExactly("record.label_schema.owner.not_stated.reason");
    }

    @Test
    void rulesAcrossFieldsFire() {
        VersionRecord.Builder initialWithParent = Records.dataset(
                        PROJECT + "/labelSchemas/s/versions/1", Records.DIGEST)
                .setParentVersion(DATASET);
        assertThat(descriptions(initialWithParent)).anyMatch(text -> text.contains("`initial`"));

        VersionRecord.Builder filelessModel = Records.model(List.of(DATASET), DATASET, "");
        assertThat(descriptions(filelessModel)).anyMatch(text -> text.contains("manifest_digest is required"));

        VersionRecord.Builder branchingModel =
                Records.model(List.of(DATASET), DATASET, Records.DIGEST).setBranch(true);
        assertThat(descriptions(branchingModel)).anyMatch(text -> text.contains("branch is for dataset versions"));

        VersionRecord.Builder endedBeforeItBegan = Records.model(List.of(DATASET), DATASET, Records.DIGEST);
        endedBeforeItBegan
                .getModelBuilder()
                .setTrainingEnded(endedBeforeItBegan.getModel().getTrainingStarted())
                .setTrainingStarted(
                        Records.model(List.of(DATASET), DATASET, "").getModel().getTrainingEnded());
        assertThat(descriptions(endedBeforeItBegan))
                .anyMatch(text -> text.contains("training_ended must not be before"));

        VersionRecord.Builder repeatedClass = Records.labelSchema();
        repeatedClass
                .getLabelSchemaBuilder()
                .addClasses(LabelClass.newBuilder().setId("cat").setName("cat").setDefinition("again"));
        assertThat(descriptions(repeatedClass)).anyMatch(text -> text.contains("class ids must be unique"));
    }

    @Test
    void whatALabelSchemaDeclaresAndItsAttributesKeepTheirRules() {
        VersionRecord.Builder record = Records.labelSchema();
        record.getLabelSchemaBuilder()
                .setDeclarations(SchemaDeclarations.newBuilder()
                        .addAdded(AddedClass.newBuilder().setClassId("eel"))
                        .addAdded(AddedClass.newBuilder().setClassId("eel").setSplitFromNone(false))
                        .addMerged(MergedClass.newBuilder().setClassId("cow").setInto("cat"))
                        .addMerged(MergedClass.newBuilder().setClassId("cow").setInto("dog")))
                .getClassesBuilder(0)
                .addAttributes(attribute("fur", AttributeType.ATTRIBUTE_TYPE_CHOICE))
                .addAttributes(
                        attribute("fur", AttributeType.ATTRIBUTE_TYPE_TEXT).addAllowedValues("long"));

        assertThat(broken(record))
                .extracting(FieldViolation::field)
                .containsExactlyInAnyOrder(
                        "record.label_schema.declarations",
                        "record.label_schema.declarations",
                        "record.label_schema.declarations.added[0].origin",
                        "record.label_schema.declarations.added[1].split_from_none",
                        "record.label_schema.classes[0]",
                        "record.label_schema.classes[0].attributes[0]",
                        "record.label_schema.classes[0].attributes[1]");
    }

    private static LabelAttribute.Builder attribute(String id, AttributeType type) {
        return LabelAttribute.newBuilder().setId(id).setType(type);
    }

    private static List<String> descriptions(VersionRecord.Builder record) {
        return broken(record).stream().map(FieldViolation::description).toList();
    }

    private static List<FieldViolation> broken(VersionRecord.Builder record) {
        return RULES.broken(CreateVersionRequest.newBuilder()
                .setParent(PROJECT + "/models/m")
                .setRecord(record)
                .build());
    }
}
