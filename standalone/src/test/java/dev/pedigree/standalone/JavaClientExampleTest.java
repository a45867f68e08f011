package dev.pedigree.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.examples.RegisterModel;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example that training infrastructure starts from works as it stands.
final class JavaClientExampleTest {
    @TempDir
    Path data;

    @TempDir
    Path output;

    @Test
    void aTrainingJobRegistersTheModelItMade() throws Exception {
        Files.writeString(output.resolve("weights.bin"), "0.1 0.2 0.3");
        Files.writeString(Files.createDirectory(output.resolve("logs")).resolve("train.log"), "epoch 1");
        Files.writeString(output.resolve("empty"), "");
        try (Mesh mesh = Mesh.local(data, 0);
                MeshClient client = MeshClient.of(mesh)) {
            Version dataset = client.dataset("samples");
            String model = client.asset(Kind.KIND_MODEL, "net");
            String token = Files.readString(mesh.tokenFile()).strip();

            Version first = RegisterModel.register(mesh.address(), token, model, dataset.getName(), output);
            Version second = RegisterModel.register(mesh.address(), token, model, dataset.getName(), output);

            assertThat(first.getName()).isEqualTo(model + "/versions/1");
            assertThat(second.getName()).isEqualTo(model + "/versions/2");
            assertThat(second.getRecord().getManifestDigest())
                    .isEqualTo(first.getRecord().getManifestDigest());
        }
    }
}
