package dev.pedigree.lifecycle.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lifecycle.Digest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ModelSigningRootTest {
    /// A model of two files, and the subject of its signature by the reference implementation, model-signing 1.1.1.
    private static final ManifestLine CONFIG =
            line("sub/config.json", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");

    private static final ManifestLine WEIGHTS =
            line("w.bin", "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c");
    private static final String SIGNED = "sha256:c3bf65fb99ad2d0895377a5964fe0881130addd6c41095e22e5ba7da167dcde9";

    @Test
    void isWhatTheReferenceImplementationSigned() {
        assertThat(root(CONFIG, WEIGHTS)).hasToString("Optional[" + SIGNED + "]");
    }

    @Test
    void leavesOutWhatSignersIgnoreAtTheTopAndNothingElse() {
        ManifestLine ignored = line(".git/config", "00".repeat(32));
        ManifestLine signature = line("model.sig", "11".repeat(32));
        ManifestLine deeper = line("sub/.gitignore", "22".repeat(32));

        assertThat(root(ignored, CONFIG, WEIGHTS)).isEqualTo(root(CONFIG, WEIGHTS));
        assertThat(root(signature, CONFIG, WEIGHTS)).isEqualTo(root(CONFIG, WEIGHTS));
        assertThat(root(deeper, CONFIG, WEIGHTS)).isNotEqualTo(root(CONFIG, WEIGHTS));
    }

    @Test
    void coversDigestsAndNoNames() {
        ManifestLine renamed = new ManifestLine(CONFIG.digest(), CONFIG.size(), ManifestPath.parse("sub/other.json"));

        assertThat(root(renamed, WEIGHTS)).isEqualTo(root(CONFIG, WEIGHTS));
        assertThat(root(WEIGHTS, CONFIG)).isNotEqualTo(root(CONFIG, WEIGHTS));
    }

    @Test
    void thereIsNoneOfNoFiles() {
        assertThat(root(line(".gitignore", "00".repeat(32)))).isEmpty();
    }

    private static Optional<Digest> root(ManifestLine... lines) {
        ModelSigningRoot root = new ModelSigningRoot();
        for (ManifestLine line : lines) {
            root.add(line);
        }
        return root.finish();
    }

    private static ManifestLine line(String path, String hex) {
        return new ManifestLine(Digest.parse("sha256:" + hex), 1, ManifestPath.parse(path));
    }
}
