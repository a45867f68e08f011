package dev.pedigree.gateway.testing;

import dev.pedigree.mesh.v1.AncestorState;
import dev.pedigree.mesh.v1.DeployFacts;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Comparison;
import dev.pedigree.v1.DeployPolicy;
import dev.pedigree.v1.DeployVersionRequest;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.Environment;
import dev.pedigree.v1.Evaluation;
import dev.pedigree.v1.Limitation;
import dev.pedigree.v1.Metric;
import dev.pedigree.v1.RollbackDeploymentRequest;
import dev.pedigree.v1.StaleLabels;
import dev.pedigree.v1.Threshold;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import java.util.UUID;

/// A model version that may be deployed, in an environment where an earlier one runs. Tests spoil what they are about.
public final class DeploymentStory {
    public static final String MODEL = "projects/digits/models/net";
    public static final String VERSION = MODEL + "/versions/3";
    public static final String DATASET = "projects/digits/datasets/scans/versions/7";
    public static final String HELD_OUT = "projects/digits/datasets/held-out/versions/1";
    public static final String ENVIRONMENT = MODEL + "/environments/staging";
    public static final String CURRENT = ENVIRONMENT + "/deployments/5";
    public static final String TARGET = ENVIRONMENT + "/deployments/4";
    public static final String MANIFEST = "projects/digits/manifests/" + Records.DIGEST;
    public static final String ETAG = "etag-of-staging";
    public static final String TOKEN = "registry-token";

    private static final String EVALUATOR = "digits-eval/1";

    private DeploymentStory() {}

    public static DeployFacts.Builder facts() {
        return DeployFacts.newBuilder()
                .setVersion(Version.newBuilder()
                        .setName(VERSION)
                        .setState(Version.State.STATE_REGISTERED)
                        .setRecord(VersionRecord.newBuilder().setManifestDigest(Records.DIGEST)))
                .setPolicy(DeployPolicy.newBuilder()
                        .setName(ENVIRONMENT + "/deployPolicy")
                        .setRevision(2)
                        .setDatasetVersion(HELD_OUT)
                        .setEvaluator(EVALUATOR)
                        .addThresholds(Threshold.newBuilder()
                                .setMetric("accuracy")
                                .setComparison(Comparison.COMPARISON_AT_LEAST)
                                .setRelativeToCurrent(0))
                        .addRequiredLimitations("bias"))
                .setEnvironment(Environment.newBuilder()
                        .setName(ENVIRONMENT)
                        .setCurrentDeployment(CURRENT)
                        .setCurrentVersion(MODEL + "/versions/2")
                        .setPolicyRevision(2)
                        .setEtag(ETAG))
                .addAncestors(AncestorState.newBuilder().setVersion(DATASET).setState(Version.State.STATE_REGISTERED))
                .setEvaluation(evaluation(VERSION, 0.98))
                .setBaselineEvaluation(evaluation(MODEL + "/versions/2", 0.97))
                .setConsistencyToken(TOKEN);
    }

    /// Labels that the version learned from and that a later schema version made stale.
    public static StaleLabels.Builder stale() {
        return StaleLabels.newBuilder()
                .setDatasetVersion(DATASET)
                .setSchemaVersion("projects/digits/labelSchemas/ten/versions/2")
                .setClassId("7")
                .setChange("class '7x': CLASS_SPLIT from 7");
    }

    public static DeployFacts.Builder rollbackFacts() {
        return facts().setTarget(deployment(VERSION).toBuilder()
                .setName(TARGET)
                .addLimitations(Limitation.newBuilder().setTopic("bias").setDescription("right-handed only")));
    }

    public static Evaluation evaluation(String version, double accuracy) {
        return Evaluation.newBuilder()
                .setName(version + "/evaluations/1")
                .setDatasetVersion(HELD_OUT)
                .setEvaluator(EVALUATOR)
                .setManifestDigest(Records.DIGEST)
                .addMetrics(Metric.newBuilder().setName("accuracy").setValue(accuracy))
                .build();
    }

    public static Deployment deployment(String version) {
        return Deployment.newBuilder()
                .setName(ENVIRONMENT + "/deployments/6")
                .setVersion(version)
                .build();
    }

    public static DeployVersionRequest.Builder deploy() {
        return DeployVersionRequest.newBuilder()
                .setName(VERSION)
                .setEnvironment("staging")
                .setEtag(ETAG)
                .addLimitations(Limitation.newBuilder().setTopic("bias").setDescription("right-handed only"))
                .setRollbackProcedure("roll back")
                .setRequestId(UUID.randomUUID().toString());
    }

    public static RollbackDeploymentRequest.Builder rollBack() {
        return RollbackDeploymentRequest.newBuilder()
                .setName(ENVIRONMENT)
                .setEtag(ETAG)
                .setReason("it underperforms")
                .setRequestId(UUID.randomUUID().toString());
    }
}
