package dev.pedigree.lifecycle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.lifecycle.InvalidName;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                ".gitignore",
                "images/0001.png",
                "a b/c d.txt",
                "...a",
                "Bücher/日本語/😀.txt",
                "console/com10.txt",
                "2026-01-01T00:00:00.csv",
                "a=1/b=2/part-0.parquet",
            })
    void ordinaryPathsAreGood(String path) {
        assertThat(ManifestPath.parse(path)).hasToString(path);
    }

    static Stream<Arguments> badPaths() {
        return Stream.of(
                Arguments.of("", "it is empty"),
                Arguments.of("/etc/passwd", "paths are relative"),
                Arguments.of("a//b", "an empty segment"),
                Arguments.of("a/", "an empty segment"),
                Arguments.of(".", "the segment '.'"),
                Arguments.of("a/./b", "the segment '.'"),
                Arguments.of("../a", "the segment '..'"),
                Arguments.of("a/..", "the segment '..'"),
                Arguments.of("a\\b", "a backslash"),
                Arguments.of("..\\..\\a", "a backslash"),
                Arguments.of("a\u0000b", "a control character"),
                Arguments.of("a\nb", "a control character"),
                Arguments.of("a\u0085b", "a control character"),
                Arguments.of("C:/a", "a drive letter"),
                Arguments.of("a/c:b", "a drive letter"),
                Arguments.of("a./b", "a dot or a space"),
                Arguments.of("a /b", "a dot or a space"),
                Arguments.of("a/b...", "a dot or a space"),
                Arguments.of("con", "a Windows device"),
                Arguments.of("a/NUL.txt", "a Windows device"),
                Arguments.of("Com1.tar.gz", "a Windows device"),
                Arguments.of("lpt\u00b2", "a Windows device"),
                Arguments.of("aux .py", "a Windows device"),
                Arguments.of("cafe\u0301", "normalization form NFC"),
                Arguments.of("\ud800", "half a surrogate pair"),
                Arguments.of("é".repeat(128), "a segment is longer than 255 bytes"),
                Arguments.of("a/".repeat(512) + "a", "longer than 1024 bytes"));
    }

    @ParameterizedTest
    @MethodSource("badPaths")
    void aBadPathIsRefusedWithTheRuleItBreaks(String path, String rule) {
        assertThatThrownBy(() -> ManifestPath.parse(path))
                .isInstanceOf(InvalidName.class)
                .hasMessageContaining(rule);
    }

    @Test
    void everyBrokenRuleIsNamedAtOnce() {
        assertThatThrownBy(() -> ManifestPath.parse("/../con\\a."))
                .hasMessageContaining("paths are relative")
                .hasMessageContaining("backslash")
                .hasMessageContaining("the segment '..'")
                .hasMessageContaining("a dot or a space");
    }

    @Test
    void theLimitsThemselvesAreGood() {
        assertThat(ManifestPath.parse("a".repeat(255)).utf8()).hasSize(255);
        assertThat(ManifestPath.parse("abc/".repeat(255) + "abcd").utf8()).hasSize(1024);
    }

    /// In UTF-16 order a surrogate pair sorts before U+FF21, in UTF-8 after it.
    @Test
    void pathsSortByTheirBytes() {
        assertThat(ManifestPath.parse("😀")).isGreaterThan(ManifestPath.parse("Ａ"));
        assertThat(ManifestPath.parse("a-b")).isLessThan(ManifestPath.parse("a/b"));
        assertThat(ManifestPath.parse("a")).isLessThan(ManifestPath.parse("a/b"));
    }
}
