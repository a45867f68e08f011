package dev.pedigree.gateway.operation;

import static dev.pedigree.gateway.testing.Wire.assertRefused;
import static dev.pedigree.gateway.testing.Wire.violations;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_MANIFEST_NOT_FOUND;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_VERSION_NOT_FOUND;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_VERSION_RETIRED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.DeploymentStory;
import dev.pedigree.gateway.testing.Stage;
import dev.pedigree.mesh.v1.ListVisibleProjectsRequest;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.GetManifestRequest;
import dev.pedigree.v1.ListManifestEntriesRequest;
import dev.pedigree.v1.ListProjectsRequest;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final String LATEST = DeploymentStory.MODEL + "/versions/latest";

    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aManifestIsReadByItsOwnName() {
        assertThat(manifest(DeploymentStory.MANIFEST, false)).isEqualTo(DeploymentStory.MANIFEST);
        assertThat(stage.registry().asked).isEmpty();
    }

    @Test
    void aManifestIsReadByTheNameOfAVersion() {
        know(Version.State.STATE_REGISTERED, Records.DIGEST);

        assertThat(manifest(LATEST, false)).isEqualTo(DeploymentStory.MANIFEST);
    }

    @Test
    void theFilesOfAVersionAreListedByItsName() {
        know(Version.State.STATE_REGISTERED, Records.DIGEST);

        artifacts()
                .listManifestEntries(ListManifestEntriesRequest.newBuilder()
                        .setParent(LATEST)
                        .build());

        assertThat(stage.artifacts().read).containsExactly(DeploymentStory.MANIFEST);
    }

    @Test
    void theContentOfARetiredVersionIsGivenOnExplicitRequestOnly() {
        know(Version.State.STATE_RETIRED, Records.DIGEST);

        StatusRuntimeException refusal = assertRefused(
                Status.Code.FAILED_PRECONDITION, ERROR_REASON_VERSION_RETIRED, () -> manifest(LATEST, false));

        assertThat(violations(refusal)).containsExactly("VERSION_RETIRED " + DeploymentStory.VERSION);
        assertThat(stage.artifacts().read).isEmpty();
        assertThat(manifest(LATEST, true)).isEqualTo(DeploymentStory.MANIFEST);
    }

    @Test
    void aVersionWithoutFilesHasNoManifest() {
        know(Version.State.STATE_REGISTERED, "");

        assertRefused(Status.Code.NOT_FOUND, ERROR_REASON_MANIFEST_NOT_FOUND, () -> manifest(LATEST, false));
    }

    @Test
    void anUnknownVersionIsNotFoundInTheWordsOfTheRegistry() {
        StatusRuntimeException refusal =
                assertRefused(Status.Code.NOT_FOUND, ERROR_REASON_VERSION_NOT_FOUND, () -> manifest(LATEST, false));

        assertThat(refusal.getStatus().getDescription()).isEqualTo("version '%s' was not found", LATEST);
    }

    @Test
    void onlyReadableProjectsAreAskedFor() {
        listProjects(stage.people().reader());
        listProjects(stage.people().nobody());
        listProjects(stage.people().admin());

        assertThat(stage.registry().asked)
                .containsExactly(
                        ListVisibleProjectsRequest.newBuilder()
                                .setRequest(ListProjectsRequest.getDefaultInstance())
                                .addProjectIds("digits")
                                .build(),
                        ListVisibleProjectsRequest.newBuilder()
                                .setRequest(ListProjectsRequest.getDefaultInstance())
                                .build(),
                        ListVisibleProjectsRequest.newBuilder()
                                .setRequest(ListProjectsRequest.getDefaultInstance())
                                .setAll(true)
                                .build());
    }

    private void know(Version.State state, String digest) {
        stage.registry()
                .versions
                .put(
                        LATEST,
                        Version.newBuilder()
                                .setName(DeploymentStory.VERSION)
                                .setState(state)
                                .setRecord(VersionRecord.newBuilder().setManifestDigest(digest))
                                .build());
    }

    private String manifest(String name, boolean includeRetired) {
        return artifacts()
                .getManifest(GetManifestRequest.newBuilder()
                        .setName(name)
                        .setIncludeRetired(includeRetired)
                        .build())
                .getName();
    }

    private void listProjects(String token) {
        AssetServiceGrpc.newBlockingStub(stage.with(token)).listProjects(ListProjectsRequest.getDefaultInstance());
    }

    private ArtifactServiceGrpc.ArtifactServiceBlockingStub artifacts() {
        return ArtifactServiceGrpc.newBlockingStub(stage.with(stage.people().reader()));
    }
}
