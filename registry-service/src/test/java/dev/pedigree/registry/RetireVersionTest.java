package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.util.Timestamps;
import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.Lifecycle;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetRetirementRequest;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.Input;
import dev.pedigree.v1.ListTransitionsRequest;
import dev.pedigree.v1.ReinstateVersionRequest;
import dev.pedigree.v1.RetireVersionRequest;
import dev.pedigree.v1.Retirement;
import dev.pedigree.v1.Role;
import dev.pedigree.v1.Transition;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionFact;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Deprecate, reinstate, retire, and what is kept of it.
final class RetireVersionTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Scene scene;

    @BeforeEach
    void prepare() throws StatusException {
        scene = new Scene(RIG);
    }

    @Test
    void theDatabaseKnowsExactlyTheStepsOfTheRuleBook() {
        List<String> stored = RIG.database()
                .read(sql -> sql.fetch("select from_state, verb, to_state from lifecycle_step")
                        .map(row -> "%s %s %s".formatted(row.get(0), row.get(1), row.get(2))));
        assertThat(stored)
                .containsExactlyInAnyOrderElementsOf(Lifecycle.TABLE.stream()
                        .map(step -> "%s %s %s".formatted(step.from(), step.verb(), step.to()))
                        .toList());
    }

    @Test
    void everyStepIsKeptWithActorAndReason() throws StatusException {
        String version = scene.newModel(scene.dataset);
        scene.deprecate(version);
        Version reinstated = scene.writer.reinstateVersion(ReinstateVersionRequest.newBuilder()
                .setName(version)
                .setReason("the better one is worse")
                .build());

        assertThat(reinstated.getState()).isEqualTo(Version.State.STATE_REGISTERED);
        List<Transition> steps = transitions(version);
        assertThat(steps)
                .extracting(Transition::getVerb, Transition::getReason, Transition::getActor)
                .containsExactly(
                        tuple("REINSTATE", "the better one is worse", "ann"),
                        tuple("DEPRECATE", "a better one is coming", "ann"));
        assertThat(steps.getFirst().getRequestId()).isNotEmpty();
        assertThat(steps.getFirst().getTime()).isEqualTo(reinstated.getUpdateTime());
    }

    @Test
    void anIllegalStepIsRefusedWithTheLegalOnes() throws StatusException {
        String version = scene.newModel(scene.dataset);

        Refused refused =
                refused(Refused.class, ErrorReason.ERROR_REASON_ILLEGAL_TRANSITION, () -> scene.retire(version));
        assertThat(refused.metadata())
                .containsEntry("state", "REGISTERED")
                .containsEntry("verb", "RETIRE")
                .containsEntry("legalVerbs", "DEPRECATE");

        scene.deprecate(version);
        refused(Refused.class, ErrorReason.ERROR_REASON_ILLEGAL_TRANSITION, () -> scene.deprecate(version));
        assertThat(transitions(version)).hasSize(1);
    }

    @Test
    void anEtagOfAnEarlierStateIsStale() throws StatusException {
        String version = scene.newModel(scene.dataset);
        String etag = read(version).getEtag();
        String current = scene.deprecate(version).getEtag();

        Conflict conflict = refused(
                Conflict.class,
                ErrorReason.ERROR_REASON_ETAG_MISMATCH,
                () -> scene.writer.retireVersion(
                        Scene.retireRequest(version).setEtag(etag).build()));
        assertThat(conflict.metadata()).containsEntry("etag", current);
        scene.writer.retireVersion(Scene.retireRequest(version).setEtag(current).build());
    }

    @Test
    void aRetirementIsRecordedWithItsWholeContext() throws StatusException {
        scene.policy();
        String dataset = scene.newDataset("old");
        String version = scene.deployable(dataset);
        String successor = scene.newDataset("new");
        Deployment served = scene.end(scene.deploy(version));
        scene.deprecate(dataset);

        Version retired = scene.writer.retireVersion(
                Scene.retireRequest(dataset).setSuccessor(successor).build());

        assertThat(retired.getState()).isEqualTo(Version.State.STATE_RETIRED);
        Retirement retirement = retirement(dataset);
        assertThat(retirement.getReason()).isEqualTo(Retirement.Reason.REASON_STALE_DATA);
        assertThat(retirement.getText()).isEqualTo("the world has changed");
        assertThat(retirement.getSuccessor()).isEqualTo(successor);
        assertThat(retirement.getServiceStart()).isEqualTo(served.getStartTime());
        assertThat(retirement.getServiceEnd()).isEqualTo(served.getEndTime());
        assertThat(retirement.getDependentsList()).containsExactly(version);
        assertThat(retirement.getDependentCount()).isEqualTo(1);
        assertThat(retirement.getLineageList())
                .containsExactly(Input.newBuilder()
                        .setRole(Role.ROLE_LABEL_SCHEMA)
                        .setVersion(scene.schema)
                        .build());
        assertThat(retirement.getActor()).isEqualTo("ann");
        assertThat(retirement.getRetentionUntil().getSeconds())
                .isEqualTo(Instant.ofEpochSecond(served.getEndTime().getSeconds())
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .plusYears(10)
                        .plusDays(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toEpochSecond());
    }

    @Test
    void dependentsAreNamedNearestFirst() throws StatusException {
        String base = scene.newModel(scene.dataset);
        String tuned = tunedFrom(base);
        String again = tunedFrom(tuned);
        String sibling = tunedFrom(base);
        scene.deprecate(base);
        scene.retire(base);

        Retirement retirement = retirement(base);
        assertThat(retirement.getDependentsList()).containsExactly(tuned, sibling, again);
        assertThat(retirement.hasServiceStart()).isFalse();
        assertThat(Timestamps.compare(retirement.getRetentionUntil(), retirement.getCreateTime()))
                .isZero();
    }

    @Test
    void aThousandDependentsAreNamedAndAllAreCounted() throws StatusException {
        String version = scene.newModel(scene.dataset);
        RIG.database().write(sql -> sql.execute("""
                with made as (
                  insert into version (asset_id, number, record, record_digest, creator)
                  select v.asset_id, v.number + n, v.record, v.record_digest, v.creator
                  from version v, generate_series(1, 1500) n where v.id = (select max(id) from version)
                  returning id)
                insert into edge select m.id, 'BASE_MODEL', v.id
                from made m, (select max(id) as id from version) v"""));
        scene.deprecate(version);
        scene.retire(version);

        Retirement retirement = retirement(version);
        assertThat(retirement.getDependentsList()).hasSize(1000).contains(scene.model + "/versions/2");
        assertThat(retirement.getDependentCount()).isEqualTo(1500);
    }

    @Test
    void everyLiveDeploymentOfWhatWasMadeFromItStandsInTheWay() throws StatusException {
        scene.policy();
        Deployment first = scene.deploy(scene.deployable());
        scene.model = scene.asset(dev.pedigree.v1.Kind.KIND_MODEL, "other");
        scene.policy();
        Deployment second = scene.deploy(scene.deployable());
        scene.deprecate(scene.dataset);

        Refused refused = refused(Refused.class, ErrorReason.ERROR_REASON_IN_USE, () -> scene.retire(scene.dataset));
        assertThat(refused.violations())
                .extracting(Violation::type, Violation::subject)
                .containsExactly(tuple("IN_USE", first.getName()), tuple("IN_USE", second.getName()));
        assertThat(read(scene.dataset).getState()).isEqualTo(Version.State.STATE_DEPRECATED);
    }

    @Test
    void allObstaclesAreNamedAtOnce() throws StatusException {
        scene.policy();
        Deployment live = scene.deploy(scene.deployable());
        String successor = scene.newDataset("new");
        scene.deprecate(successor);
        scene.retire(successor);

        Refused refused = refused(
                Refused.class,
                ErrorReason.ERROR_REASON_ILLEGAL_TRANSITION,
                () -> scene.writer.retireVersion(Scene.retireRequest(scene.dataset)
                        .setSuccessor(successor)
                        .build()));
        assertThat(refused.violations())
                .extracting(Violation::type, Violation::subject)
                .containsExactly(
                        tuple("ILLEGAL_TRANSITION", scene.dataset),
                        tuple("ILLEGAL_TRANSITION", successor),
                        tuple("IN_USE", live.getName()));
    }

    @Test
    void aSupersededDatasetMayBeRetiredWhileItsSuccessorIsInUse() throws StatusException {
        scene.policy();
        Version old = read(scene.dataset);
        String next = scene.create(scene.project + "/datasets/pets", Sample.following(old));
        String version = scene.create(scene.model, Records.model(List.of(next), next, Records.DIGEST));
        scene.evaluate(version, 0.9);
        scene.deploy(version);
        scene.deprecate(scene.dataset);

        assertThat(scene.retire(scene.dataset).getState()).isEqualTo(Version.State.STATE_RETIRED);
    }

    @Test
    void aSuccessorMustBeAnotherVersionOfTheSameKind() throws StatusException {
        scene.deprecate(scene.dataset);
        RetireVersionRequest.Builder request = Scene.retireRequest(scene.dataset);

        for (String wrong : List.of(scene.dataset, scene.schema)) {
            Invalid invalid = refused(
                    Invalid.class,
                    ErrorReason.ERROR_REASON_FIELDS_INVALID,
                    () -> scene.writer.retireVersion(request.setSuccessor(wrong).build()));
            assertThat(invalid.violations()).extracting(FieldViolation::field).containsExactly("successor");
        }
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                () -> scene.writer.retireVersion(
                        request.setSuccessor(scene.dataset + "9").build()));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String nowhere = scene.model + "/versions/99";
        refused(NotFound.class, ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, () -> scene.deprecate(nowhere));
        refused(NotFound.class, ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, () -> scene.retire(nowhere));
        refused(NotFound.class, ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, () -> transitions(nowhere));
        refused(NotFound.class, ErrorReason.ERROR_REASON_RETIREMENT_NOT_FOUND, () -> retirement(scene.dataset));
    }

    private String tunedFrom(String base) throws StatusException {
        VersionRecord.Builder record = Records.model(List.of(scene.dataset), scene.dataset, Records.DIGEST);
        record.getModelBuilder().setBaseModel(VersionFact.newBuilder().setValue(base));
        return scene.create(scene.model, record);
    }

    private Version read(String version) throws StatusException {
        return scene.reader.getVersion(
                GetVersionRequest.newBuilder().setName(version).build());
    }

    private Retirement retirement(String version) throws StatusException {
        return scene.reader.getRetirement(GetRetirementRequest.newBuilder()
                .setName(version + "/retirement")
                .build());
    }

    private List<Transition> transitions(String version) throws StatusException {
        return scene.reader
                .listTransitions(
                        ListTransitionsRequest.newBuilder().setParent(version).build())
                .getTransitionsList();
    }
}
