package dev.pedigree.registry.testing;

import com.google.protobuf.Timestamp;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.mesh.v1.ArtifactEvidence;
import dev.pedigree.mesh.v1.CreateVersionCommand;
import dev.pedigree.mesh.v1.DeployFacts;
import dev.pedigree.mesh.v1.DeployVersionCommand;
import dev.pedigree.mesh.v1.GetDeployFactsRequest;
import dev.pedigree.mesh.v1.JudgedOn;
import dev.pedigree.mesh.v1.LineageEvidence;
import dev.pedigree.mesh.v1.RegistryReaderGrpc.RegistryReaderBlockingV2Stub;
import dev.pedigree.mesh.v1.RegistryWriterGrpc.RegistryWriterBlockingV2Stub;
import dev.pedigree.mesh.v1.RollbackDeploymentCommand;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Comparison;
import dev.pedigree.v1.CreateAssetRequest;
import dev.pedigree.v1.DeployPolicy;
import dev.pedigree.v1.DeployVersionRequest;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.DeprecateVersionRequest;
import dev.pedigree.v1.EndDeploymentRequest;
import dev.pedigree.v1.Environment;
import dev.pedigree.v1.Evaluation;
import dev.pedigree.v1.GetEnvironmentRequest;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.Limitation;
import dev.pedigree.v1.Metric;
import dev.pedigree.v1.RecordEvaluationRequest;
import dev.pedigree.v1.RetireVersionRequest;
import dev.pedigree.v1.Retirement;
import dev.pedigree.v1.RollbackDeploymentRequest;
import dev.pedigree.v1.SetDeployPolicyRequest;
import dev.pedigree.v1.Threshold;
import dev.pedigree.v1.TrainingLineage;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.List;

/// A project of its own with a label schema, a dataset and a model, and the gateway's part in deploying: the test
/// plays the gateway, so evidence is what it says.
public final class Scene {
    public static final String EVALUATOR = "digits-eval/1";
    public static final String ENVIRONMENT = "production";

    public final RegistryWriterBlockingV2Stub writer;
    public final RegistryReaderBlockingV2Stub reader;
    public final String project;
    /// The model in question.
    public String model;
    public final String schema;
    public final String dataset;

    public Scene(RegistryRig rig) throws StatusException {
        this.writer = rig.writer();
        this.reader = rig.reader();
        project = Sample.in(rig).project().toString();
        schema = create(asset(Kind.KIND_LABEL_SCHEMA, "animals"), Records.labelSchema());
        dataset = create(asset(Kind.KIND_DATASET, "pets"), Records.dataset(schema, Records.DIGEST));
        model = asset(Kind.KIND_MODEL, "net");
    }

    public String asset(Kind kind, String id) throws StatusException {
        return writer.createAsset(CreateAssetRequest.newBuilder()
                        .setParent(project)
                        .setKind(kind)
                        .setAssetId(id)
                        .build())
                .getName();
    }

    public String create(String asset, VersionRecord.Builder record) throws StatusException {
        return writer.createVersion(createCommand(asset, record)).getName();
    }

    public static CreateVersionCommand createCommand(String asset, VersionRecord.Builder record) {
        return Sample.command(AssetName.parse(asset), record);
    }

    /// A dataset of its own, so that nothing else was made from it.
    public String newDataset(String id) throws StatusException {
        return create(asset(Kind.KIND_DATASET, id), Records.dataset(schema, Records.DIGEST));
    }

    /// The next version of the model, trained on these.
    public String newModel(String... trainedOn) throws StatusException {
        return create(model, Records.model(List.of(trainedOn), dataset, Records.DIGEST));
    }

    public Evaluation evaluate(String version, double accuracy) throws StatusException {
        return writer.recordEvaluation(evaluation(version, accuracy).build());
    }

    public RecordEvaluationRequest.Builder evaluation(String version, double accuracy) {
        return RecordEvaluationRequest.newBuilder()
                .setParent(version)
                .setDatasetVersion(dataset)
                .setManifestDigest(Records.DIGEST)
                .setEvaluator(EVALUATOR)
                .addMetrics(Metric.newBuilder().setName("accuracy").setValue(accuracy))
                .setStartTime(time(1_790_010_000))
                .setEndTime(time(1_790_010_600));
    }

    /// A policy with these thresholds on accuracy; sets the environment up when it is the first.
    public DeployPolicy policy(Threshold... thresholds) throws StatusException {
        return writer.setDeployPolicy(policyRequest(thresholds).build());
    }

    public SetDeployPolicyRequest.Builder policyRequest(Threshold... thresholds) {
        return SetDeployPolicyRequest.newBuilder()
                .setName(environment())
                .setPolicy(DeployPolicy.newBuilder()
                        .setDatasetVersion(dataset)
                        .setEvaluator(EVALUATOR)
                        .addAllThresholds(List.of(thresholds)));
    }

    public static Threshold atLeast(double accuracy) {
        return Threshold.newBuilder()
                .setMetric("accuracy")
                .setComparison(Comparison.COMPARISON_AT_LEAST)
                .setAbsolute(accuracy)
                .build();
    }

    public static Threshold atLeastCurrentPlus(double delta) {
        return Threshold.newBuilder()
                .setMetric("accuracy")
                .setComparison(Comparison.COMPARISON_AT_LEAST)
                .setRelativeToCurrent(delta)
                .build();
    }

    public String environment() {
        return model + "/environments/" + ENVIRONMENT;
    }

    public Environment present() throws StatusException {
        return reader.getEnvironment(
                GetEnvironmentRequest.newBuilder().setName(environment()).build());
    }

    /// A model version that may be deployed, but for thresholds above 0.9.
    public String deployable(String... trainedOn) throws StatusException {
        String version = newModel(trainedOn.length == 0 ? new String[] {dataset} : trainedOn);
        evaluate(version, 0.9);
        return version;
    }

    public DeployFacts facts(String version) throws StatusException {
        return reader.getDeployFacts(GetDeployFactsRequest.newBuilder()
                .setEnvironment(environment())
                .setVersion(version)
                .build());
    }

    /// What the gateway would send if every gate passed there.
    public DeployVersionCommand.Builder deployCommand(String version) throws StatusException {
        DeployFacts facts = facts(version);
        return DeployVersionCommand.newBuilder()
                .setRequest(DeployVersionRequest.newBuilder()
                        .setName(version)
                        .setEnvironment(ENVIRONMENT)
                        .setEtag(facts.getEnvironment().getEtag())
                        .addLimitations(limitation())
                        .setRollbackProcedure("switch the alias back"))
                .setArtifact(artifact())
                .setLineage(lineage())
                .setJudgedOn(JudgedOn.newBuilder()
                        .setPolicyRevision(facts.getPolicy().getRevision())
                        .setEvaluation(facts.getEvaluation().getName())
                        .setBaselineEvaluation(facts.getBaselineEvaluation().getName())
                        .setCurrentDeployment(facts.getEnvironment().getCurrentDeployment()));
    }

    public static Limitation limitation() {
        return Limitation.newBuilder()
                .setTopic("night")
                .setDescription("cats are grey at night")
                .build();
    }

    public LineageEvidence lineage() {
        return LineageEvidence.newBuilder()
                .setTrainingLineage(
                        TrainingLineage.newBuilder().addDatasetVersions(dataset).addLabelSchemaVersions(schema))
                .setConsistencyToken("token")
                .build();
    }

    public Deployment deploy(String version) throws StatusException {
        return writer.deployVersion(deployCommand(version).build());
    }

    /// @param deployment to take up again, or empty: what the rollback pointer says
    public RollbackDeploymentCommand.Builder rollbackCommand(String deployment) throws StatusException {
        DeployFacts facts = reader.getDeployFacts(GetDeployFactsRequest.newBuilder()
                .setEnvironment(environment())
                .setRollbackTo(deployment)
                .build());
        return RollbackDeploymentCommand.newBuilder()
                .setRequest(RollbackDeploymentRequest.newBuilder()
                        .setName(environment())
                        .setDeployment(deployment)
                        .setEtag(facts.getEnvironment().getEtag())
                        .setReason("it misreads cats"))
                .setTarget(facts.getTarget().getName())
                .setArtifact(artifact())
                .setLineage(lineage());
    }

    public Deployment rollBack() throws StatusException {
        return writer.rollbackDeployment(rollbackCommand("").build());
    }

    public Deployment end(Deployment deployment) throws StatusException {
        return writer.endDeployment(endRequest(deployment).build());
    }

    public EndDeploymentRequest.Builder endRequest(Deployment deployment) throws StatusException {
        return EndDeploymentRequest.newBuilder()
                .setName(deployment.getName())
                .setEtag(present().getEtag())
                .setReason("the service closes");
    }

    public Version deprecate(String version) throws StatusException {
        return writer.deprecateVersion(DeprecateVersionRequest.newBuilder()
                .setName(version)
                .setReason("a better one is coming")
                .build());
    }

    public Version retire(String version) throws StatusException {
        return writer.retireVersion(retireRequest(version).build());
    }

    public static RetireVersionRequest.Builder retireRequest(String version) {
        return RetireVersionRequest.newBuilder()
                .setName(version)
                .setReason(Retirement.Reason.REASON_STALE_DATA)
                .setText("the world has changed");
    }

    private static ArtifactEvidence artifact() {
        return Sample.evidence(Records.DIGEST, Duration.ofHours(1));
    }

    private static Timestamp time(long seconds) {
        return Timestamp.newBuilder().setSeconds(seconds).build();
    }
}
