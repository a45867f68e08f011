package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.Unauthenticated;
import dev.pedigree.lifecycle.Kind;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.mesh.v1.CreateVersionCommand;
import dev.pedigree.mesh.v1.FindReplyRequest;
import dev.pedigree.mesh.v1.FindReplyResponse;
import dev.pedigree.registry.testing.Parallel;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Annotations;
import dev.pedigree.v1.CreateAssetRequest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetAssetRequest;
import dev.pedigree.v1.ListVersionsRequest;
import dev.pedigree.v1.Version;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MutationTest {
    private static final String METHOD = "pedigree.v1.AssetService/CreateVersion";

    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Sample sample;
    private AssetName schema;

    @BeforeEach
    void makeAsset() throws StatusException {
        sample = Sample.in(RIG);
        schema = sample.asset(Kind.LABEL_SCHEMA, "classes");
    }

    @Test
    void aReplayReturnsTheFirstReply() throws StatusException {
        CreateVersionCommand command = Sample.command(schema, Records.labelSchema());
        Version first = RIG.writer().createVersion(command);
        CreateVersionCommand otherEvidence = command.toBuilder()
                .setArtifact(Sample.evidence(Sample.digest("anything"), Duration.ofHours(2)))
                .build();
        assertThat(RIG.writer().createVersion(otherEvidence)).isEqualTo(first);
        assertThat(newest()).isEqualTo(1);
    }

    @Test
    void anotherRequestUnderTheSameIdIsRefused() throws StatusException {
        CreateVersionCommand command = Sample.command(schema, Records.labelSchema());
        RIG.writer().createVersion(command);
        CreateVersionCommand.Builder changed = command.toBuilder();
        changed.getRequestBuilder().setAnnotations(Annotations.newBuilder().setDescription("changed"));
        Invalid fault = refused(
                Invalid.class,
                ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
                () -> RIG.writer().createVersion(changed.build()));
        assertThat(fault.metadata())
                .containsEntry("requestId", command.getRequest().getRequestId());
        refused(
                Invalid.class,
                ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
                () -> RIG.writer()
                        .createAsset(CreateAssetRequest.newBuilder()
                                .setParent(sample.project().toString())
                                .setKind(dev.pedigree.v1.Kind.KIND_MODEL)
                                .setAssetId("net")
                                .setRequestId(command.getRequest().getRequestId())
                                .build()));
    }

    @Test
    void twoUsersMayChooseTheSameId() throws StatusException {
        CreateVersionCommand command = Sample.command(schema, Records.labelSchema());
        Version first = RIG.writer("ann").createVersion(command);
        CreateVersionCommand.Builder next = command.toBuilder();
        next.getRequestBuilder().setRecord(Sample.following(first));
        assertThat(RIG.writer("bob").createVersion(next.build()).getCreator()).isEqualTo("bob");
    }

    @Test
    void anEmptyIdIsAFreshOneEachTime() throws StatusException {
        Version dataset = sample.dataset("images");
        sample.model("net", dataset.getName());
        CreateVersionCommand.Builder command = Sample.command(
                AssetName.parse(sample.project() + "/models/net"),
                Records.model(List.of(dataset.getName()), dataset.getName(), Sample.digest("weights")))
                .toBuilder();
        command.getRequestBuilder().clearRequestId();
        assertThat(RIG.writer().createVersion(command.build()).getNumber()).isEqualTo(2);
        assertThat(RIG.writer().createVersion(command.build()).getNumber()).isEqualTo(3);
    }

    @Test
    void parallelTwinsHaveOneEffect() throws Exception {
        CreateVersionCommand command = Sample.command(schema, Records.labelSchema());
        List<Version> replies = Parallel.times(32, _ -> RIG.writer().createVersion(command));
        assertThat(new HashSet<>(replies)).hasSize(1);
        assertThat(newest()).isEqualTo(1);
    }

    @Test
    void aRefusalIsNotStoredUnderItsId() throws StatusException {
        AssetName later = new AssetName(sample.project(), Kind.LABEL_SCHEMA, "later");
        CreateVersionCommand command = Sample.command(later, Records.labelSchema());
        refused(
                dev.pedigree.chassis.fault.NotFound.class,
                ErrorReason.ERROR_REASON_ASSET_NOT_FOUND,
                () -> RIG.writer().createVersion(command));
        sample.asset(Kind.LABEL_SCHEMA, "later");
        assertThat(RIG.writer().createVersion(command).getNumber()).isEqualTo(1);
    }

    @Test
    void aRehearsalAnswersAndLeavesNothing() throws StatusException {
        CreateVersionCommand.Builder command = Sample.command(schema, Records.labelSchema()).toBuilder();
        command.getRequestBuilder().setValidateOnly(true);
        Version rehearsed = RIG.writer().createVersion(command.build());
        assertThat(rehearsed.getNumber()).isEqualTo(1);
        assertThat(rehearsed.getConsistencyToken()).isEmpty();
        assertThat(newest()).isZero();
        assertThat(RIG.reader()
                        .listVersions(ListVersionsRequest.newBuilder()
                                .setParent(schema.toString())
                                .build())
                        .getVersionsList())
                .isEmpty();

        command.getRequestBuilder().setValidateOnly(false); // the id is still free
        assertThat(RIG.writer().createVersion(command.build()).getNumber()).isEqualTo(1);
    }

    @Test
    void anEarlierReplyIsFoundByItsRequest() throws Exception {
        CreateVersionCommand command = Sample.command(schema, Records.labelSchema());
        assertThat(find("ann", command).getFound()).isFalse();
        Version created = RIG.writer().createVersion(command);

        FindReplyResponse found = find("ann", command);
        assertThat(found.getFound()).isTrue();
        assertThat(Version.parseFrom(found.getReply())).isEqualTo(created);
        assertThat(find("bob", command).getFound()).isFalse();

        CreateVersionCommand.Builder changed = command.toBuilder();
        changed.getRequestBuilder().setAnnotations(Annotations.newBuilder().setDescription("changed"));
        refused(Invalid.class, ErrorReason.ERROR_REASON_REQUEST_ID_REUSED, () -> find("ann", changed.build()));
    }

    @Test
    void aMutationNeedsAnEndUser() {
        refused(
                Unauthenticated.class,
                ErrorReason.ERROR_REASON_CREDENTIAL_INVALID,
                () -> RIG.writerForNobody().createVersion(Sample.command(schema, Records.labelSchema())));
    }

    @Test
    void anIdThatIsNoUuidIsRefused() {
        CreateVersionCommand.Builder command = Sample.command(schema, Records.labelSchema()).toBuilder();
        command.getRequestBuilder().setRequestId("not-a-uuid");
        refused(
                Invalid.class,
                ErrorReason.ERROR_REASON_FIELDS_INVALID,
                () -> RIG.writer().createVersion(command.build()));
    }

    private FindReplyResponse find(String user, CreateVersionCommand command) throws StatusException {
        return RIG.reader(user)
                .findReply(FindReplyRequest.newBuilder()
                        .setProject(sample.project().toString())
                        .setRequestId(command.getRequest().getRequestId())
                        .setMethod(METHOD)
                        .setRequest(command.getRequest().toByteString())
                        .build());
    }

    private long newest() throws StatusException {
        return RIG.reader()
                .getAsset(
                        GetAssetRequest.newBuilder().setName(schema.toString()).build())
                .getNewestVersion();
    }
}
