package dev.pedigree.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.v1.Kind;
import dev.pedigree.v1.Version;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a version names reaches artifact-service through the registry's feed, and is not swept.
@Timeout(120)
final class PinsTest {
    @TempDir
    static Path data;

    @Test
    void theFilesOfAVersionArePinned() throws Exception {
        try (Mesh mesh = Mesh.local(data, 0);
                MeshClient client = MeshClient.of(mesh)) {
            Version model = client.model(client.asset(Kind.KIND_MODEL, "net"), client.dataset("samples"));
            String manifest = model.getRecord().getManifestDigest();
            assertThat(manifest).isNotEmpty();

            while (!pinnedBy(mesh, model.getName()).equals(manifest)) {
                Thread.sleep(50);
            }
        }
    }

    private static String pinnedBy(Mesh mesh, String version) throws Exception {
        try (Connection connection = mesh.stores().database().asService().getConnection();
                PreparedStatement pins =
                        connection.prepareStatement("select sha256 from artifact.pin where subject = ?")) {
            pins.setString(1, version);
            try (ResultSet found = pins.executeQuery()) {
                return found.next() ? "sha256:" + HexFormat.of().formatHex(found.getBytes(1)) : "";
            }
        }
    }
}
