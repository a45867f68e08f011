package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.Kind;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.mesh.v1.CreateVersionCommand;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Annotations;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.Input;
import dev.pedigree.v1.Role;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class CreateVersionTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Sample sample;

    @BeforeEach
    void makeProject() throws StatusException {
        sample = Sample.in(RIG);
    }

    @Test
    void aModelVersionIsReadBackAsItWasCreated() throws StatusException {
        Version dataset = sample.dataset("images");
        AssetName net = sample.asset(Kind.MODEL, "net");
        VersionRecord.Builder record =
                Records.model(List.of(dataset.getName()), dataset.getName(), Sample.digest("weights"));
        Version created = RIG.writer()
                .createVersion(Sample.command(CreateVersionRequest.newBuilder()
                        .setParent(net.toString())
                        .setRecord(record)
                        .setAnnotations(
                                Annotations.newBuilder().setDescription("first").putTags("team", "vision"))));

        assertThat(created.getName()).isEqualTo(net.version(1).toString());
        assertThat(created.getNumber()).isEqualTo(1);
        assertThat(created.getState()).isEqualTo(Version.State.STATE_REGISTERED);
        assertThat(created.getRecord()).isEqualTo(record.build());
        assertThat(created.getCreator()).isEqualTo("ann");
        assertThat(created.getConsistencyToken()).isNotEmpty();
        assertThat(created.getInputsList())
                .containsExactly(
                        input(Role.ROLE_TRAINING, dataset.getName()), input(Role.ROLE_TEST, dataset.getName()));
        assertThat(get(created.getName()))
                .isEqualTo(created.toBuilder().clearConsistencyToken().build());
        assertThat(get(net + "/versions/latest").getName()).isEqualTo(created.getName());
    }

    @Test
    void numbersAreDense() throws StatusException {
        Version dataset = sample.dataset("images");
        Version first = sample.model("net", dataset.getName());
        AssetName net = AssetName.parse("%s/models/net".formatted(sample.project()));
        for (int number = 2; number <= 5; number++) {
            Version next = sample.create(net, first.getRecord().toBuilder());
            assertThat(next.getNumber()).isEqualTo(number);
        }
    }

    @Test
    void anUnknownAssetIsNotFound() {
        AssetName missing = new AssetName(sample.project(), Kind.LABEL_SCHEMA, "missing");
        NotFound fault = refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_ASSET_NOT_FOUND,
                () -> sample.create(missing, Records.labelSchema()));
        assertThat(fault.resourceName()).isEqualTo(missing.toString());
    }

    @Test
    void everyMissingInputIsNamed() throws StatusException {
        AssetName net = sample.asset(Kind.MODEL, "net");
        String one = "%s/datasets/one/versions/1".formatted(sample.project());
        String two = "%s/datasets/two/versions/7".formatted(sample.project());
        NotFound fault = refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                () -> sample.create(net, Records.model(List.of(one, two), one, Sample.digest("weights"))));
        assertThat(fault.resourceName()).contains(one, two);
    }

    @Test
    void inputsOfAnotherProjectOrKindAreAllNamedInOneRefusal() throws StatusException {
        AssetName net = sample.asset(Kind.MODEL, "net");
        String foreign = new ProjectName("elsewhere") + "/datasets/one/versions/1";
        String wrongKind = sample.project() + "/models/net/versions/1";
        Invalid fault = refused(
                Invalid.class,
                ErrorReason.ERROR_REASON_FIELDS_INVALID,
                () -> sample.create(
                        net, Records.model(List.of(foreign, wrongKind), wrongKind, Sample.digest("weights"))));
        assertThat(fault.violations())
                .extracting(FieldViolation::field)
                .containsExactly(
                        "record.model.training_data.value.versions[0]",
                        "record.model.training_data.value.versions[1]",
                        "record.model.quality_baseline.value.dataset_version");
    }

    @Test
    void aRecordOfAnotherKindIsRefused() throws StatusException {
        AssetName schema = sample.asset(Kind.DATASET, "images");
        Invalid fault = refused(
                Invalid.class,
                ErrorReason.ERROR_REASON_FIELDS_INVALID,
                () -> sample.create(schema, Records.labelSchema()));
        assertThat(fault.violations()).extracting(FieldViolation::field).containsExactly("record");
    }

    @Test
    void aDatasetVersionMustFollowTheNewest() throws StatusException {
        Version first = sample.dataset("images");
        AssetName images = AssetName.parse("%s/datasets/images".formatted(sample.project()));
        Version second = sample.create(images, Sample.following(first));

        Conflict behind = refused(
                Conflict.class,
                ErrorReason.ERROR_REASON_PARENT_NOT_NEWEST,
                () -> sample.create(images, Sample.following(first)));
        assertThat(behind.metadata()).containsEntry("newest", second.getName());
        Conflict orphan = refused(
                Conflict.class,
                ErrorReason.ERROR_REASON_PARENT_NOT_NEWEST,
                () -> sample.create(images, first.getRecord().toBuilder()));
        assertThat(orphan.metadata()).containsEntry("newest", second.getName());

        Version branch = sample.create(images, Sample.following(first).setBranch(true));
        assertThat(branch.getNumber()).isEqualTo(3);
    }

    @Test
    void aLabelSchemaVersionMustFollowTheNewest() throws StatusException {
        AssetName schema = sample.asset(Kind.LABEL_SCHEMA, "classes");
        Version first = sample.create(schema, Records.labelSchema());
        refused(
                Conflict.class,
                ErrorReason.ERROR_REASON_PARENT_NOT_NEWEST,
                () -> sample.create(schema, Records.labelSchema()));
        assertThat(sample.create(schema, Sample.following(first)).getNumber()).isEqualTo(2);
    }

    @Test
    void evidenceMustBeForTheSameBytesAndLastFiveMinutes() throws StatusException {
        Version dataset = sample.dataset("images");
        AssetName net = sample.asset(Kind.MODEL, "net");
        String weights = Sample.digest("weights");
        CreateVersionCommand command =
                Sample.command(net, Records.model(List.of(dataset.getName()), dataset.getName(), weights));

        for (var evidence : List.of(
                Sample.evidence(Sample.digest("other"), Duration.ofHours(1)),
                Sample.evidence(weights, Duration.ofMinutes(4)),
                Sample.evidence("", Duration.ofHours(1)))) {
            refused(
                    Conflict.class,
                    ErrorReason.ERROR_REASON_EVIDENCE_STALE,
                    () -> RIG.writer()
                            .createVersion(
                                    command.toBuilder().setArtifact(evidence).build()));
        }
        assertThat(RIG.writer().createVersion(command).getNumber()).isEqualTo(1);
    }

    private static Version get(String name) throws StatusException {
        return RIG.reader()
                .getVersion(GetVersionRequest.newBuilder().setName(name).build());
    }

    private static Input input(Role role, String version) {
        return Input.newBuilder().setRole(role).setVersion(version).build();
    }
}
