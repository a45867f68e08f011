package dev.pedigree.artifact.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.content.ManifestLine;
import dev.pedigree.lifecycle.content.ManifestPath;
import dev.pedigree.v1.ManifestEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PageCutterTest {
    private static final String LETTERS = "abcXYZ09 ._-äß語🙂";

    private final Random random = new Random(11);

    @Test
    void pagesPutTogetherAreTheManifest() {
        List<ManifestLine> lines = lines(20_000);

        List<Page> pages = cut(lines);

        assertThat(pages).hasSizeGreaterThan(3);
        assertThat(ByteString.copyFrom(pages.stream().map(Page::lines).toList()))
                .isEqualTo(ByteString.copyFrom(lines.stream()
                        .map(line -> ByteString.copyFrom(line.utf8()))
                        .toList()));
        assertThat(pages.subList(0, pages.size() - 1))
                .allSatisfy(page ->
                        assertThat(page.lines().size()).isBetween(PageCutter.SMALLEST, PageCutter.LARGEST + 2_048));
    }

    @Test
    void whatAPageSaysIsReadBackWordForWord() {
        List<ManifestLine> lines = lines(3_000);

        List<ManifestEntry> entries = new ArrayList<>();
        for (Page page : cut(lines)) {
            PageReader reader = new PageReader(page.lines());
            ManifestEntry first = reader.next();
            assertThat(first.getPathBytes()).isEqualTo(page.firstPath());
            entries.add(first);
            reader.forEachRemaining(entries::add);
        }

        assertThat(entries).isEqualTo(lines.stream().map(PageCutterTest::entry).toList());
    }

    @Test
    void aFileAddedChangesOneOrTwoPages() {
        List<ManifestLine> lines = lines(30_000);
        List<Page> before = cut(lines);
        List<ManifestLine> more = new ArrayList<>(lines);
        more.add(lines.size() / 2, between(lines.get(lines.size() / 2 - 1)));

        Set<Page> changed = new HashSet<>(cut(more));
        before.forEach(changed::remove);

        assertThat(before).hasSizeGreaterThan(5);
        assertThat(changed).hasSizeBetween(1, 2);
    }

    private static List<Page> cut(List<ManifestLine> lines) {
        PageCutter cutter = new PageCutter();
        List<Page> pages = new ArrayList<>();
        lines.forEach(line -> cutter.add(line).ifPresent(pages::add));
        cutter.rest().ifPresent(pages::add);
        assertThat(cutter.rest()).isEmpty();
        return pages;
    }

    private List<ManifestLine> lines(int count) {
        Set<ManifestPath> paths = new TreeSet<>();
        while (paths.size() < count) {
            paths.add(ManifestPath.parse("d%d/%sx".formatted(random.nextInt(20), name())));
        }
        return paths.stream().map(this::line).toList();
    }

    private ManifestLine line(ManifestPath path) {
        byte[] digest = new byte[Digest.LENGTH];
        random.nextBytes(digest);
        return new ManifestLine(Digest.of(digest), random.nextLong(1L << random.nextInt(1, 50)), path);
    }

    private String name() {
        int[] points = LETTERS.codePoints().toArray();
        return random.ints(random.nextInt(1, 60), 0, points.length)
                .map(index -> points[index])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .insert(0, 'n')
                .toString();
    }

    private ManifestLine between(ManifestLine before) {
        return line(ManifestPath.parse(before.path() + "0"));
    }

    private static ManifestEntry entry(ManifestLine line) {
        return ManifestEntry.newBuilder()
                .setPath(line.path().toString())
                .setDigest(ByteString.copyFrom(line.digest().bytes()))
                .setSize(line.size())
                .build();
    }
}
