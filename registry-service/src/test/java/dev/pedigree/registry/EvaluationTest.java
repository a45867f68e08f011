package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.Evaluation;
import dev.pedigree.v1.GetEvaluationRequest;
import dev.pedigree.v1.ListEvaluationsRequest;
import dev.pedigree.v1.ListEvaluationsResponse;
import dev.pedigree.v1.Metric;
import io.grpc.StatusException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class EvaluationTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Scene scene;
    private String version;

    @BeforeEach
    void prepare() throws StatusException {
        scene = new Scene(RIG);
        version = scene.newModel(scene.dataset);
    }

    @Test
    void whatWasMeasuredIsReadBackWordForWord() throws StatusException {
        Evaluation stored = scene.writer.recordEvaluation(scene.evaluation(version, 0.9)
                .addMetrics(Metric.newBuilder()
                        .setName("accuracy")
                        .setSlice("night")
                        .setValue(0.1 + 0.2))
                .setStartTime(Timestamp.newBuilder().setSeconds(1_790_010_000).setNanos(123_456_789))
                .build());

        assertThat(stored.getName()).startsWith(version + "/evaluations/");
        assertThat(stored.getActor()).isEqualTo("ann");
        assertThat(stored.getStartTime())
                .isEqualTo(Timestamp.newBuilder()
                        .setSeconds(1_790_010_000)
                        .setNanos(123_456_000)
                        .build());
        assertThat(stored.getMetricsList()).extracting(Metric::getValue).containsExactly(0.9, 0.1 + 0.2);
        assertThat(scene.reader.getEvaluation(GetEvaluationRequest.newBuilder()
                        .setName(stored.getName())
                        .build()))
                .isEqualTo(stored.toBuilder().clearConsistencyToken().build());
    }

    @Test
    void theNewestIsListedFirstPageByPage() throws StatusException {
        for (double accuracy : new double[] {0.1, 0.2, 0.3}) {
            scene.evaluate(version, accuracy);
        }
        ListEvaluationsRequest.Builder request =
                ListEvaluationsRequest.newBuilder().setParent(version).setPageSize(2);

        ListEvaluationsResponse first = scene.reader.listEvaluations(request.build());
        ListEvaluationsResponse second = scene.reader.listEvaluations(
                request.setPageToken(first.getNextPageToken()).build());

        assertThat(first.getEvaluationsList())
                .extracting(evaluation -> evaluation.getMetrics(0).getValue())
                .containsExactly(0.3, 0.2);
        assertThat(second.getEvaluationsList())
                .extracting(evaluation -> evaluation.getMetrics(0).getValue())
                .containsExactly(0.1);
        assertThat(second.getNextPageToken()).isEmpty();
    }

    @Test
    void aPageTokenOfAnotherListIsRefused() throws StatusException {
        scene.evaluate(version, 0.1);
        scene.evaluate(version, 0.2);
        ListEvaluationsRequest.Builder request =
                ListEvaluationsRequest.newBuilder().setParent(version).setPageSize(1);
        String token = scene.reader.listEvaluations(request.build()).getNextPageToken();

        String other = scene.newModel(scene.dataset);
        refused(
                Invalid.class,
                ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID,
                () -> scene.reader.listEvaluations(
                        request.setParent(other).setPageToken(token).build()));
    }

    @Test
    void otherBytesThanTheVersionsOwnAreStale() {
        Conflict conflict = refused(
                Conflict.class,
                ErrorReason.ERROR_REASON_EVIDENCE_STALE,
                () -> scene.writer.recordEvaluation(scene.evaluation(version, 0.9)
                        .setManifestDigest("sha256:" + "cd".repeat(32))
                        .build()));
        assertThat(conflict.metadata()).containsEntry("changed", "manifest_digest");
    }

    @Test
    void aRetiredModelVersionIsNotEvaluated() throws StatusException {
        scene.deprecate(version);
        scene.evaluate(version, 0.9);
        scene.retire(version);

        Refused refused =
                refused(Refused.class, ErrorReason.ERROR_REASON_ILLEGAL_TRANSITION, () -> scene.evaluate(version, 0.9));
        assertThat(refused.metadata())
                .containsEntry("state", "RETIRED")
                .containsEntry("verb", "EVALUATE")
                .containsEntry("legalVerbs", "");
    }

    @Test
    void neitherModelNorDatasetMayBeMissing() {
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                () -> scene.evaluate(scene.model + "/versions/99", 0.9));
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                () -> scene.writer.recordEvaluation(scene.evaluation(version, 0.9)
                        .setDatasetVersion(scene.project + "/datasets/pets/versions/99")
                        .build()));
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                () -> scene.reader.listEvaluations(ListEvaluationsRequest.newBuilder()
                        .setParent(scene.model + "/versions/99")
                        .build()));
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_EVALUATION_NOT_FOUND,
                () -> scene.reader.getEvaluation(GetEvaluationRequest.newBuilder()
                        .setName(version + "/evaluations/1")
                        .build()));
    }

    @Test
    void everyBrokenFieldIsNamed() {
        Invalid invalid = refused(
                Invalid.class,
                ErrorReason.ERROR_REASON_FIELDS_INVALID,
                () -> scene.writer.recordEvaluation(scene.evaluation(version, 0.9)
                        .setDatasetVersion("projects/other/datasets/pets/versions/1")
                        .addMetrics(Metric.newBuilder().setName("accuracy").setValue(0.8))
                        .setEndTime(Timestamp.newBuilder().setSeconds(1))
                        .build()));
        assertThat(invalid.violations())
                .extracting(FieldViolation::field)
                .containsExactlyInAnyOrder("dataset_version", "metrics[1]", "end_time");
    }
}
