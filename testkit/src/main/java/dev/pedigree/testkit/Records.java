package dev.pedigree.testkit;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.pedigree.v1.AnnotationGeometry;
import dev.pedigree.v1.Annotator;
import dev.pedigree.v1.AnnotatorKind;
import dev.pedigree.v1.Annotators;
import dev.pedigree.v1.AnnotatorsFact;
import dev.pedigree.v1.AutoLabelThresholdsFact;
import dev.pedigree.v1.ClassCount;
import dev.pedigree.v1.DatasetChange;
import dev.pedigree.v1.DatasetRecord;
import dev.pedigree.v1.DigestFact;
import dev.pedigree.v1.DocumentFact;
import dev.pedigree.v1.Framework;
import dev.pedigree.v1.FrameworkFact;
import dev.pedigree.v1.HyperparametersFact;
import dev.pedigree.v1.InitialChange;
import dev.pedigree.v1.IntegerFact;
import dev.pedigree.v1.LabelCardinality;
import dev.pedigree.v1.LabelClass;
import dev.pedigree.v1.LabelQualityFact;
import dev.pedigree.v1.LabelSchemaRecord;
import dev.pedigree.v1.LabelStatistics;
import dev.pedigree.v1.LabelStatisticsFact;
import dev.pedigree.v1.Metric;
import dev.pedigree.v1.ModelQuality;
import dev.pedigree.v1.ModelQualityFact;
import dev.pedigree.v1.ModelRecord;
import dev.pedigree.v1.Omission;
import dev.pedigree.v1.Origin;
import dev.pedigree.v1.Pipeline;
import dev.pedigree.v1.PipelineFact;
import dev.pedigree.v1.TextFact;
import dev.pedigree.v1.TimeFact;
import dev.pedigree.v1.TrainingConfig;
import dev.pedigree.v1.VersionFact;
import dev.pedigree.v1.VersionList;
import dev.pedigree.v1.VersionRecord;
import dev.pedigree.v1.VersionsFact;
import java.util.List;

/// Complete records of each kind, as a team would state them. Tests change what they are about.
public final class Records {
    /// Any digest, where a record only has to name one.
    public static final String DIGEST = "sha256:" + "ab".repeat(32);

    private static final int PARAMETERS = 30;
    private static final Omission NOT_APPLICABLE =
            Omission.newBuilder().setReason("does not apply to this example").build();

    private Records() {}

    public static TextFact text(String value) {
        return TextFact.newBuilder().setValue(value).build();
    }

    /// Two classes, whole items, no files.
    public static VersionRecord.Builder labelSchema() {
        return VersionRecord.newBuilder()
                .setOrigin(origin())
                .setLabelSchema(LabelSchemaRecord.newBuilder()
                        .addClasses(labelClass("cat", "A domestic cat."))
                        .addClasses(labelClass("dog", "A domestic dog."))
                        .setGeometry(AnnotationGeometry.ANNOTATION_GEOMETRY_WHOLE_ITEM)
                        .setCardinality(LabelCardinality.LABEL_CARDINALITY_SINGLE)
                        .setGuideline(DocumentFact.newBuilder().setNotApplicable(NOT_APPLICABLE))
                        .setOwner(text("labelling team")));
    }

    /// A first dataset version.
    public static VersionRecord.Builder dataset(String labelSchemaVersion, String manifestDigest) {
        return VersionRecord.newBuilder()
                .setOrigin(origin())
                .setManifestDigest(manifestDigest)
                .setDataset(DatasetRecord.newBuilder()
                        .setAnnotators(AnnotatorsFact.newBuilder()
                                .setValue(Annotators.newBuilder()
                                        .addAnnotators(Annotator.newBuilder()
                                                .setId("ann")
                                                .setKind(AnnotatorKind.ANNOTATOR_KIND_PERSON))
                                        .setLabellingTool("labeller 2.1")))
                        .setGuidelineVersion(text("guideline 4"))
                        .setLabelSchema(VersionFact.newBuilder().setValue(labelSchemaVersion))
                        .setLabelStatistics(LabelStatisticsFact.newBuilder()
                                .setDeclared(LabelStatistics.newBuilder()
                                        .setAnnotatedSamples(100)
                                        .addDistribution(ClassCount.newBuilder()
                                                .setClassId("cat")
                                                .setSamples(60))
                                        .addDistribution(ClassCount.newBuilder()
                                                .setClassId("dog")
                                                .setSamples(40))))
                        .setPreprocessing(PipelineFact.newBuilder()
                                .setValue(Pipeline.newBuilder()
                                        .setName("resize")
                                        .setCommit("4f2a91c")
                                        .setConfigDigest(DIGEST)))
                        .setAutoLabelThresholds(
                                AutoLabelThresholdsFact.newBuilder().setNotApplicable(NOT_APPLICABLE))
                        .setQualityBaseline(LabelQualityFact.newBuilder().setNotStated(NOT_APPLICABLE))
                        .setLicence(text("CC-BY-4.0"))
                        .setChange(DatasetChange.newBuilder().setInitial(InitialChange.getDefaultInstance())));
    }

    /// A model with 30 hyperparameters and 5 metrics.
    public static VersionRecord.Builder model(List<String> trainedOn, String testedOn, String manifestDigest) {
        ModelQuality.Builder quality = ModelQuality.newBuilder().setDatasetVersion(testedOn);
        for (String metric : List.of("accuracy", "precision", "recall", "f1", "loss")) {
            quality.addMetrics(Metric.newBuilder().setName(metric).setValue(0.9));
        }
        return VersionRecord.newBuilder()
                .setOrigin(origin())
                .setManifestDigest(manifestDigest)
                .setModel(ModelRecord.newBuilder()
                        .setFramework(FrameworkFact.newBuilder()
                                .setValue(
                                        Framework.newBuilder().setName("torch").setVersion("2.9.0")))
                        .setSerializationFormat(text("safetensors"))
                        .setTraining(training())
                        .setEnvironmentDigest(DigestFact.newBuilder().setValue(DIGEST))
                        .setTrainingStarted(time(1_790_000_000))
                        .setTrainingEnded(time(1_790_003_600))
                        .setCodeCommit(text("git@example.org:nets@9c1e7b2"))
                        .setTrainingData(VersionsFact.newBuilder()
                                .setValue(VersionList.newBuilder().addAllVersions(trainedOn)))
                        .setBaseModel(VersionFact.newBuilder().setNotApplicable(NOT_APPLICABLE))
                        .setQualityBaseline(ModelQualityFact.newBuilder().setValue(quality)));
    }

    private static TrainingConfig.Builder training() {
        Struct.Builder hyperparameters = Struct.newBuilder();
        for (int index = 0; index < PARAMETERS; index++) {
            hyperparameters.putFields(
                    "parameter_%02d".formatted(index),
                    Value.newBuilder().setNumberValue(index * 0.125).build());
        }
        return TrainingConfig.newBuilder()
                .setHyperparameters(HyperparametersFact.newBuilder().setValue(hyperparameters))
                .setOptimizer(text("AdamW"))
                .setLearningRateSchedule(text("cosine, 500 warm-up steps"))
                .setBatchSize(IntegerFact.newBuilder().setValue(256))
                .setSeed(IntegerFact.newBuilder().setValue(7))
                .setAccelerator(text("1 x NVIDIA A100 80GB"));
    }

    private static Origin.Builder origin() {
        return Origin.newBuilder()
                .setSource(text("https://example.org/source"))
                .setCreator(text("vision team"))
                .setTool(text("collector 1.4"));
    }

    public static LabelClass.Builder labelClass(String id, String definition) {
        return LabelClass.newBuilder().setId(id).setName(id).setDefinition(definition);
    }

    private static TimeFact.Builder time(long seconds) {
        return TimeFact.newBuilder().setValue(Timestamp.newBuilder().setSeconds(seconds));
    }
}
