package dev.pedigree.lifecycle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.InvalidName;
import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ManifestDigestTest {

    private static final Digest CONTENT = Digest.ofContent(new byte[] {1, 2, 3});

    /// Computed with Python's hashlib, so that implementations can be compared.
    @Test
    void itIsTheDigestOfTheSortedLines() {
        Digest digest = digest(line("a.txt", 3), line("b/c.txt", 3));

        assertThat(digest).hasToString("sha256:bbf5d4595096547afaa9cf2ed6dc0089c307e3f8c00eb6b67775dec4f8df8749");
    }

    @Test
    void anEmptyManifestHasTheDigestOfNothing() {
        assertThat(digest()).isEqualTo(Digest.ofContent(new byte[0]));
    }

    @Property
    void itIsSha256OverAllTheBytes(@ForAll("manifests") List<ManifestLine> manifest) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        manifest.forEach(line -> whole.writeBytes(line.utf8()));

        assertThat(digest(manifest.toArray(ManifestLine[]::new))).isEqualTo(Digest.ofContent(whole.toByteArray()));
    }

    @Property
    void aRenamedFileMakesAnotherManifest(@ForAll("lines") ManifestLine line, @ForAll("paths") ManifestPath other) {
        ManifestLine renamed = new ManifestLine(line.digest(), line.size(), other);

        assertThat(digest(renamed).equals(digest(line))).isEqualTo(other.equals(line.path()));
    }

    @Property
    void linesMustComeInTheOrderOfTheirPaths(
            @ForAll("lines") ManifestLine first, @ForAll("lines") ManifestLine second) {
        boolean sorted = first.path().compareTo(second.path()) < 0;
        ManifestDigest digest = new ManifestDigest().add(first);

        if (sorted) {
            assertThat(digest.add(second).files()).isEqualTo(2);
        } else {
            assertThatThrownBy(() -> digest.add(second)).isInstanceOf(InvalidName.class);
        }
    }

    @Test
    void aRefusalSaysHowToSort() {
        assertThatThrownBy(() -> digest(line("b", 1), line("a", 1)))
                .hasMessage("a comes after b: sort the lines by the UTF-8 bytes of their paths");
        assertThatThrownBy(() -> digest(line("a", 1), line("a", 1))).hasMessage("a is listed twice");
    }

    @Test
    void itCountsFilesAndBytes() {
        ManifestDigest digest = new ManifestDigest().add(line("a", 5)).add(line("b", 7));

        assertThat(digest.files()).isEqualTo(2);
        assertThat(digest.bytes()).isEqualTo(12);
    }

    @Test
    void sizesThatCannotBeAddedAreRefused() {
        ManifestDigest digest = new ManifestDigest().add(line("a", Long.MAX_VALUE));

        assertThatThrownBy(() -> digest.add(line("b", 1)))
                .isInstanceOf(InvalidName.class)
                .hasMessageContaining("add up to more than");
    }

    private static ManifestLine line(String path, long size) {
        return new ManifestLine(CONTENT, size, ManifestPath.parse(path));
    }

    private static Digest digest(ManifestLine... lines) {
        ManifestDigest digest = new ManifestDigest();
        for (ManifestLine line : lines) {
            digest.add(line);
        }
        return digest.current();
    }

    @Provide
    Arbitrary<ManifestPath> paths() {
        return SamplePaths.paths();
    }

    @Provide
    Arbitrary<ManifestLine> lines() {
        return SamplePaths.lines();
    }

    @Provide
    Arbitrary<List<ManifestLine>> manifests() {
        return SamplePaths.lines()
                .list()
                .ofMaxSize(20)
                .uniqueElements(ManifestLine::path)
                .map(lines -> lines.stream()
                        .sorted(Comparator.comparing(ManifestLine::path))
                        .toList());
    }
}
