package dev.pedigree.chassis.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.v1.ErrorReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// docs/errors.md tells every reason with the code it is sent with, and no other.
final class ErrorsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "errors.md");

    @Test
    void thePageTellsEveryReasonWithItsCode() throws IOException {
        assertThat(told()).containsExactlyInAnyOrderElementsOf(registered());
    }

    private static List<String> told() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .map(cells -> cells[1].replace("`", "").strip() + " "
                        + cells[2].replace("`", "").strip())
                .toList();
    }

    private static List<String> registered() {
        return Arrays.stream(ErrorReason.values())
                .filter(reason -> reason != ErrorReason.UNRECOGNIZED)
                .filter(reason -> reason != ErrorReason.ERROR_REASON_UNSPECIFIED)
                .map(reason -> ErrorReasons.spell(reason) + " " + ErrorReasons.code(reason))
                .toList();
    }
}
