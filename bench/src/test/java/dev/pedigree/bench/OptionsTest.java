package dev.pedigree.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void everyOptionIsUnderstood() {
        assertThat(Options.parse(List.of(
                        "--work",
                        "artifacts",
                        "--s3",
                        "http://s3:9000",
                        "--scale",
                        "0.5",
                        "--folder",
                        "kept",
                        "--only",
                        "find-missing,upload-1gib")))
                .isEqualTo(new Options(
                        "artifacts",
                        Optional.of(URI.create("http://s3:9000")),
                        0.5,
                        Optional.of(Path.of("kept")),
                        Set.of("find-missing", "upload-1gib")));
    }

    @Test
    void theUsualScaleIsOne() {
        assertThat(Options.parse(List.of("--work", "registry")).scale()).isEqualTo(1);
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() -> Options.parse(List.of())).hasMessageContaining("usage");
        assertThatThrownBy(() -> Options.parse(List.of("--work"))).hasMessageContaining("--work needs a value");
        assertThatThrownBy(() -> Options.parse(List.of("--word", "x"))).hasMessageContaining("unknown option --word");
        assertThatThrownBy(() -> Options.parse(List.of("--scale", "0"))).hasMessageContaining("above 0");
        assertThatThrownBy(() -> Options.parse(List.of("--scale", "much"))).hasMessageContaining("above 0");
    }

    @Test
    void workThatIsNotThereIsRefusedWithTheListOfWhatIs() {
        assertThatThrownBy(() -> Works.named("pixels"))
                .hasMessage("there is no WORK=pixels; there is artifacts, labels, registry");
    }
}
