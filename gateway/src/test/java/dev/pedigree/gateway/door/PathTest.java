package dev.pedigree.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.DeploymentStory;
import dev.pedigree.gateway.testing.Stage;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.Version;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A path that is not written as it should be must not lead anywhere: whoever compares paths as text and whoever routes
/// by them could disagree about it.
class PathTest {
    private static final byte[] REQUEST = GetVersionRequest.newBuilder()
            .setName(DeploymentStory.VERSION)
            .build()
            .toByteArray();

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = Stage.open();
        stage.registry()
                .versions
                .put(
                        DeploymentStory.VERSION,
                        Version.newBuilder().setName(DeploymentStory.VERSION).build());
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void theCanonicalPathIsServed() throws IOException {
        assertThat(post("/pedigree.v1.AssetService/GetVersion")).contains(DeploymentStory.VERSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pedigree.v1.AssetService/GetVersion",
                "//pedigree.v1.AssetService/GetVersion",
                "/pedigree.v1.AssetService//GetVersion",
                "/pedigree.v1.AssetService/GetVersion/",
                "/pedigree.v1.AssetService/GetVersion?",
                "/pedigree.v1.AssetService/GetVersion%20",
                "/pedigree.v1.AssetService%2fGetVersion",
                "/pedigree.v1.AssetService/getversion",
                "/PEDIGREE.V1.AssetService/GetVersion",
                "/pedigree.v1.AssetService/../AssetService/GetVersion",
                "/./pedigree.v1.AssetService/GetVersion",
                "/pedigree.mesh.v1.RegistryReader/GetVersion",
                "*",
                "/"
            })
    void anyOtherPathReachesNobody(String path) throws IOException {
        stage.registry().callers.clear();

        assertThat(post(path)).doesNotContain(DeploymentStory.VERSION);
        assertThat(stage.registry().callers).isEmpty();
    }

    private static String post(String path) throws IOException {
        return RawHttp2.post(stage.endpoint(), path, stage.people().reader(), REQUEST);
    }
}
