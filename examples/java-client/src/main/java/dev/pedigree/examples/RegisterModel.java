package dev.pedigree.examples;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.DigestFact;
import dev.pedigree.v1.Framework;
import dev.pedigree.v1.FrameworkFact;
import dev.pedigree.v1.HyperparametersFact;
import dev.pedigree.v1.IntegerFact;
import dev.pedigree.v1.Manifest;
import dev.pedigree.v1.Metric;
import dev.pedigree.v1.ModelQuality;
import dev.pedigree.v1.ModelQualityFact;
import dev.pedigree.v1.ModelRecord;
import dev.pedigree.v1.Omission;
import dev.pedigree.v1.Origin;
import dev.pedigree.v1.TextFact;
import dev.pedigree.v1.TimeFact;
import dev.pedigree.v1.TrainingConfig;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionFact;
import dev.pedigree.v1.VersionList;
import dev.pedigree.v1.VersionRecord;
import dev.pedigree.v1.VersionsFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/// The last step of a training job: stores the folder it wrote and registers it as the next version of a model.
///
/// What the job does not know it says so, with a reason: a record is complete or refused, and nothing is defaulted.
public final class RegisterModel {
    private RegisterModel() {}

    /// `ADDRESS TOKEN_FILE MODEL DATASET_VERSION FOLDER`, with resource names such as `projects/p/models/net` and
    /// `projects/p/datasets/d/versions/3`.
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            System.err.println("usage: ADDRESS TOKEN_FILE MODEL DATASET_VERSION FOLDER");
            System.exit(2);
        }
        Version version = register(
                arguments[0],
                Files.readString(Path.of(arguments[1])).strip(),
                arguments[2],
                arguments[3],
                Path.of(arguments[4]));
        System.out.println(version.getName() + " " + version.getRecordDigest());
    }

    /// Registers the files of `folder` as the next version of `model`, trained and tested on `datasetVersion`.
    public static Version register(String address, String token, String model, String datasetVersion, Path folder)
            throws IOException {
        try (Connection pedigree = new Connection(address, token)) {
            String project = model.substring(0, model.indexOf("/models/"));
            Manifest weights = new PushFolder(pedigree, project).push(folder);
            return pedigree.assets()
                    .createVersion(CreateVersionRequest.newBuilder()
                            .setParent(model)
                            .setRecord(record(weights.getDigest(), datasetVersion))
                            .setRequestId(UUID.randomUUID().toString())
                            .build());
        }
    }

    private static VersionRecord record(String manifestDigest, String datasetVersion) {
        Instant ended = Instant.now();
        return VersionRecord.newBuilder()
                .setOrigin(Origin.newBuilder()
                        .setSource(stated("training job " + System.getProperty("user.name")))
                        .setCreator(stated(System.getProperty("user.name")))
                        .setTool(stated("Java " + Runtime.version())))
                .setManifestDigest(manifestDigest)
                .setModel(ModelRecord.newBuilder()
                        .setFramework(FrameworkFact.newBuilder()
                                .setValue(Framework.newBuilder()
                                        .setName("example-trainer")
                                        .setVersion("1.0")))
                        .setSerializationFormat(stated("example weights 1"))
                        .setTraining(training())
                        .setEnvironmentDigest(
                                DigestFact.newBuilder().setNotStated(because("built without a lock file")))
                        .setTrainingStarted(time(ended.minusSeconds(60)))
                        .setTrainingEnded(time(ended))
                        .setCodeCommit(TextFact.newBuilder().setNotStated(because("run outside a checkout")))
                        .setTrainingData(VersionsFact.newBuilder()
                                .setValue(VersionList.newBuilder().addVersions(datasetVersion)))
                        .setBaseModel(VersionFact.newBuilder().setNotApplicable(because("trained from scratch")))
                        .setQualityBaseline(ModelQualityFact.newBuilder()
                                .setValue(ModelQuality.newBuilder()
                                        .setDatasetVersion(datasetVersion)
                                        .addMetrics(Metric.newBuilder()
                                                .setName("accuracy")
                                                .setValue(0.93)))))
                .build();
    }

    private static TrainingConfig training() {
        return TrainingConfig.newBuilder()
                .setHyperparameters(HyperparametersFact.newBuilder()
                        .setValue(Struct.newBuilder()
                                .putFields(
                                        "hidden_units",
                                        Value.newBuilder().setNumberValue(64).build())))
                .setOptimizer(stated("sgd"))
                .setLearningRateSchedule(stated("constant 0.01"))
                .setBatchSize(IntegerFact.newBuilder().setValue(32))
                .setSeed(IntegerFact.newBuilder().setValue(7))
                .setAccelerator(TextFact.newBuilder().setNotApplicable(because("trained on the CPU")))
                .build();
    }

    private static TextFact stated(String value) {
        return TextFact.newBuilder().setValue(value).build();
    }

    private static TimeFact.Builder time(Instant instant) {
        return TimeFact.newBuilder()
                .setValue(Timestamp.newBuilder()
                        .setSeconds(instant.getEpochSecond())
                        .setNanos(instant.getNano()));
    }

    private static Omission.Builder because(String reason) {
        return Omission.newBuilder().setReason(reason);
    }
}
