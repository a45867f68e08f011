package dev.pedigree.gateway;

import static dev.pedigree.gateway.testing.Wire.assertRefused;
import static dev.pedigree.gateway.testing.Wire.saysWhenToComeBack;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_DEPENDENCY_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.DeploymentStory;
import dev.pedigree.gateway.testing.Stage;
import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.GetImpactRequest;
import dev.pedigree.v1.GetManifestRequest;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.LineageServiceGrpc;
import dev.pedigree.v1.Manifest;
import dev.pedigree.v1.Version;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageTest {
    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void metadataAndLineageAreServedWhileTheArtifactServiceIsShutOff() {
        stage.registry()
                .versions
                .put(
                        DeploymentStory.VERSION,
                        Version.newBuilder().setName(DeploymentStory.VERSION).build());
        stage.cutArtifacts();

        for (int count = 0; count < 10; count++) {
            StatusRuntimeException refusal =
                    assertRefused(Status.Code.UNAVAILABLE, ERROR_REASON_DEPENDENCY_UNAVAILABLE, this::getManifest);
            assertThat(saysWhenToComeBack(refusal)).isTrue();
        }

        assertThat(getVersion().getName()).isEqualTo(DeploymentStory.VERSION);
        assertThat(LineageServiceGrpc.newBlockingStub(reader())
                        .getImpact(GetImpactRequest.newBuilder()
                                .setName(DeploymentStory.VERSION)
                                .build())
                        .getConsistencyToken())
                .isEqualTo("fresh");
    }

    @Test
    void withoutTheRegistryMetadataIsUnavailable() {
        stage.cutRegistry();

        assertRefused(Status.Code.UNAVAILABLE, ERROR_REASON_DEPENDENCY_UNAVAILABLE, this::getVersion);
    }

    private Version getVersion() {
        return AssetServiceGrpc.newBlockingStub(reader())
                .getVersion(GetVersionRequest.newBuilder()
                        .setName(DeploymentStory.VERSION)
                        .build());
    }

    private Manifest getManifest() {
        return ArtifactServiceGrpc.newBlockingStub(reader())
                .getManifest(GetManifestRequest.newBuilder()
                        .setName(DeploymentStory.MANIFEST)
                        .build());
    }

    private Channel reader() {
        return stage.with(stage.people().reader());
    }
}
