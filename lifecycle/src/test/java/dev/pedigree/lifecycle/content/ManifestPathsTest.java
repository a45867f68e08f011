package dev.pedigree.lifecycle.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestPathsTest {

    @Test
    void differentPathsGoTogether() {
        assertThat(clashes("a", "b", "c/a", "c/b", "C/d", "ca", "c.a")).isEmpty();
    }

    @Test
    void theSamePathTwiceIsAClash() {
        assertThat(clashes("a/b", "a/b"))
                .containsExactly("a/b is listed twice, or differs from another path only in letter case");
    }

    @Test
    void letterCaseAloneIsAClash() {
        assertThat(clashes("a/Image.png", "A/image.PNG"))
                .containsExactly("A/image.PNG is listed twice, or differs from another path only in letter case");
        assertThat(clashes("Straße", "STRASSE")).hasSize(1);
        assertThat(clashes("ΑΣ", "ας")).hasSize(1);
        assertThat(clashes("É", "é")).hasSize(1);
    }

    @Test
    void aFileThatIsAlsoAFolderIsAClashInEitherOrder() {
        assertThat(clashes("a/b", "a/b/c")).containsExactly("a folder of a/b/c is also a file");
        assertThat(clashes("a/b/c", "a/b")).containsExactly("a/b is a file and also a folder of other files");
        assertThat(clashes("a/b/c/d", "A")).hasSize(1);
    }

    @Test
    void aFolderIsLookedAtOnceForTheFilesThatFollowOneAnother() {
        assertThat(clashes("a", "b/1", "b/2", "a/1")).containsExactly("a folder of a/1 is also a file");
        assertThat(clashes("b/1", "b/2", "B", "b/3")).contains("B is a file and also a folder of other files");
        assertThat(clashes("ab/1", "a/1", "a")).containsExactly("a is a file and also a folder of other files");
    }

    @Test
    void whatIsTheSameAfterNormalizationIsAClash() {
        assertThat(clashes("\u1e9e", "ss")).hasSize(1);
        assertThat(clashes("\u0390x", "\u03aa\u0301X")).hasSize(1); // composed only after the case was folded
    }

    @Test
    void itTellsTheMemoryItTakes() {
        ManifestPaths seen = new ManifestPaths();
        long before = seen.bytes();
        for (int number = 0; number < 10_000; number++) {
            seen.add(ManifestPath.parse("folder-%d/file".formatted(number)));
        }
        assertThat(seen.bytes() - before).isBetween(2 * 10_000 * 12L, 2 * 10_000 * 24L);
    }

    private static List<String> clashes(String... paths) {
        ManifestPaths seen = new ManifestPaths();
        return Arrays.stream(paths)
                .map(ManifestPath::parse)
                .map(seen::add)
                .flatMap(Optional::stream)
                .toList();
    }
}
