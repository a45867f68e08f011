package dev.pedigree.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.mesh.v1.DeployVersionCommand;
import dev.pedigree.registry.testing.Parallel;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.registry.testing.Schemas;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.Evaluation;
import dev.pedigree.v1.GetRetirementRequest;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.RecordSchemaReviewRequest;
import dev.pedigree.v1.Retirement;
import dev.pedigree.v1.SchemaReview;
import dev.pedigree.v1.Version;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What must hold whoever comes first.
final class DeployRaceTest {
    private static final int ROUNDS = 20;
    private static final int DEPLOYERS = 32;
    private static final long MOST_HEAD_START = Duration.ofMillis(4).toNanos();

    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Scene scene;

    @BeforeEach
    void prepare() throws StatusException {
        scene = new Scene(RIG);
        scene.policy();
    }

    @AfterEach
    void nothingLiveWasMadeFromAnythingRetired() {
        assertThat(count("""
                        with recursive upstream (deployment_id, version_id) as (
                          select d.id, d.version_id from environment e join deployment d on d.id = e.current_deployment_id
                          union
                          select u.deployment_id, g.target from upstream u join edge g on g.source = u.version_id
                          where g.relation in ('TRAINING', 'VALIDATION', 'TEST', 'BASE_MODEL', 'SOURCE', 'LABEL_SCHEMA'))
                        select count(*) from upstream u join version_state s on s.version_id = u.version_id
                        where s.state = 'RETIRED'""")).isZero();
    }

    @AfterEach
    void atNoTimeTwoRanInOnePlace() {
        assertThat(count("""
                        select count(*) from deployment a left join deployment_end ae on ae.deployment_id = a.id
                        join deployment b on b.environment_id = a.environment_id and b.number > a.number
                        where ae.ended_at is null or ae.ended_at > b.started_at or a.started_at >= ae.ended_at""")).isZero();
    }

    @Test
    void ofManyWhoDeployAtOnceOneWinsAndTheOthersLearnTheEtag() throws Exception {
        String version = scene.deployable();
        for (int round = 0; round < ROUNDS; round++) {
            DeployVersionCommand command = scene.deployCommand(version).build();
            List<Result<Deployment>> results =
                    Parallel.times(DEPLOYERS, _ -> attempt(() -> scene.writer.deployVersion(command)));

            List<Deployment> won =
                    results.stream().flatMap(result -> result.reply().stream()).toList();
            assertThat(won).hasSize(1);
            assertThat(results.stream().flatMap(result -> result.fault().stream()))
                    .hasSize(DEPLOYERS - 1)
                    .allSatisfy(fault -> {
                        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_ETAG_MISMATCH);
                        assertThat(fault.metadata())
                                .containsEntry("etag", won.getFirst().getEnvironmentEtag());
                    });
        }
        assertThat(scene.present().getCurrentDeployment()).endsWith("/deployments/" + ROUNDS);
    }

    @Test
    void eitherTheDeploymentIsSeenOrTheRetirementIs() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String dataset = scene.newDataset("old-" + round);
            String version = scene.deployable(dataset);
            scene.deprecate(dataset);
            DeployVersionCommand command = scene.deployCommand(version).build();

            Pair<Deployment, Version> pair =
                    atOnce(() -> scene.writer.deployVersion(command), () -> scene.retire(dataset));

            if (pair.first().reply().isPresent()) {
                assertThat(pair.second().reason()).contains(ErrorReason.ERROR_REASON_IN_USE);
                scene.end(pair.first().reply().get());
            } else {
                assertThat(pair.first().reason()).contains(ErrorReason.ERROR_REASON_GATES_NOT_PASSED);
                assertThat(pair.second().reply()).isPresent();
            }
        }
    }

    @Test
    void eitherTheNewVersionIsADependentOrItsInputIsRetired() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String dataset = scene.newDataset("old-" + round);
            scene.deprecate(dataset);
            var command =
                    Scene.createCommand(scene.model, Records.model(List.of(dataset), scene.dataset, Records.DIGEST));

            Pair<Version, Version> pair =
                    atOnce(() -> scene.writer.createVersion(command), () -> scene.retire(dataset));

            assertThat(pair.second().reply()).isPresent();
            List<String> dependents = retirement(dataset).getDependentsList();
            pair.first().reply().ifPresentOrElse(made -> assertThat(dependents).containsExactly(made.getName()), () -> {
                assertThat(pair.first().reason()).contains(ErrorReason.ERROR_REASON_INPUT_RETIRED);
                assertThat(dependents).isEmpty();
            });
        }
    }

    @Test
    void noEvaluationAppearsBesideADeploymentThatDidNotJudgeIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String version = scene.deployable();
            DeployVersionCommand command = scene.deployCommand(version).build();

            Pair<Deployment, Evaluation> pair =
                    atOnce(() -> scene.writer.deployVersion(command), () -> scene.evaluate(version, 0.1));

            Evaluation evaluation = pair.second().reply().orElseThrow();
            pair.first()
                    .reply()
                    .ifPresentOrElse(
                            deployment -> assertThat(
                                            Timestamps.compare(deployment.getStartTime(), evaluation.getCreateTime()))
                                    .isNegative(),
                            () -> assertThat(pair.first().reason()).contains(ErrorReason.ERROR_REASON_EVIDENCE_STALE));
        }
    }

    @Test
    void noVersionOfASchemaAppearsBesideADeploymentThatDidNotJudgeIt() throws Exception {
        Schemas schemas = new Schemas(scene);
        for (int round = 0; round < ROUNDS; round++) {
            String dataset = scene.create(
                    scene.asset(Kind.KIND_DATASET, "current-" + round),
                    Records.dataset(schemas.latest(), Records.DIGEST));
            DeployVersionCommand command =
                    scene.deployCommand(scene.deployable(dataset)).build();

            Pair<Deployment, String> pair =
                    atOnce(() -> scene.writer.deployVersion(command), () -> schemas.redefine("dog"));

            Version schema = scene.reader.getVersion(GetVersionRequest.newBuilder()
                    .setName(pair.second().reply().orElseThrow())
                    .build());
            pair.first()
                    .reply()
                    .ifPresentOrElse(
                            deployment -> assertThat(
                                            Timestamps.compare(deployment.getStartTime(), schema.getCreateTime()))
                                    .isNegative(),
                            () -> assertThat(pair.first().reason())
                                    .contains(ErrorReason.ERROR_REASON_GATES_NOT_PASSED));
        }
    }

    @Test
    void noReviewAppearsBesideADeploymentThatDidNotJudgeIt() throws Exception {
        Schemas schemas = new Schemas(scene);
        String version = scene.deployable();
        String split = schemas.split();
        String better = scene.create(
                scene.asset(Kind.KIND_DATASET, "better"), Records.dataset(schemas.latest(), Records.DIGEST));
        RecordSchemaReviewRequest kept = RecordSchemaReviewRequest.newBuilder()
                .setParent(scene.dataset)
                .setSchemaVersion(split)
                .addClassIds("dog")
                .setOutcome(SchemaReview.Outcome.OUTCOME_KEPT)
                .setReason("looked at")
                .build();
        RecordSchemaReviewRequest relabelled = kept.toBuilder()
                .setOutcome(SchemaReview.Outcome.OUTCOME_RELABELLED)
                .setRelabelledAs(better)
                .build();
        for (int round = 0; round < ROUNDS; round++) {
            scene.writer.recordSchemaReview(kept);
            DeployVersionCommand command = scene.deployCommand(version).build();

            Pair<Deployment, SchemaReview> pair = atOnce(
                    () -> scene.writer.deployVersion(command), () -> scene.writer.recordSchemaReview(relabelled));

            SchemaReview review = pair.second().reply().orElseThrow();
            pair.first()
                    .reply()
                    .ifPresentOrElse(
                            deployment -> assertThat(
                                            Timestamps.compare(deployment.getStartTime(), review.getCreateTime()))
                                    .isNegative(),
                            () -> assertThat(pair.first().reason())
                                    .contains(ErrorReason.ERROR_REASON_GATES_NOT_PASSED));
        }
    }

    @Test
    void ofTwoThatNameEachOtherAsSuccessorOneIsRetired() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String one = scene.newDataset("one-" + round);
            String other = scene.newDataset("other-" + round);
            scene.deprecate(one);
            scene.deprecate(other);

            Pair<Version, Version> pair = atOnce(
                    () -> scene.writer.retireVersion(
                            Scene.retireRequest(one).setSuccessor(other).build()),
                    () -> scene.writer.retireVersion(
                            Scene.retireRequest(other).setSuccessor(one).build()));

            assertThat(List.of(
                            pair.first().reply().isPresent(),
                            pair.second().reply().isPresent()))
                    .containsExactlyInAnyOrder(true, false);
            assertThat(List.of(pair.first().reason(), pair.second().reason()))
                    .contains(Optional.of(ErrorReason.ERROR_REASON_ILLEGAL_TRANSITION));
        }
    }

    private Retirement retirement(String version) throws StatusException {
        return scene.reader.getRetirement(GetRetirementRequest.newBuilder()
                .setName(version + "/retirement")
                .build());
    }

    private static int count(String query) {
        return RIG.database().read(sql -> sql.fetchSingle(query).get(0, Integer.class));
    }

    /// A reply, or the fault instead.
    private record Result<T>(Optional<T> reply, Optional<Fault> fault) {

        Optional<ErrorReason> reason() {
            return fault.map(Fault::reason);
        }
    }

    private record Pair<A, B>(Result<A> first, Result<B> second) {}

    /// Neither is always first: one of them waits a little, now this one, now the other.
    @SuppressWarnings("unchecked") // each index gives its own type
    private static <A, B> Pair<A, B> atOnce(Callable<A> first, Callable<B> second) throws Exception {
        long headStart = ThreadLocalRandom.current().nextLong(-MOST_HEAD_START, MOST_HEAD_START);
        List<Result<?>> results = Parallel.times(2, index -> {
            LockSupport.parkNanos(index == 0 ? headStart : -headStart);
            return index == 0 ? attempt(first) : attempt(second);
        });
        return new Pair<>((Result<A>) results.getFirst(), (Result<B>) results.getLast());
    }

    private static <T> Result<T> attempt(Callable<T> call) throws Exception {
        try {
            return new Result<>(Optional.of(call.call()), Optional.empty());
        } catch (StatusException refusal) {
            return new Result<>(
                    Optional.empty(),
                    Optional.of(FaultStatus.toFault(
                            new StatusRuntimeException(refusal.getStatus(), refusal.getTrailers()), "registry")));
        }
    }
}
