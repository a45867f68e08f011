package dev.pedigree.lifecycle.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lifecycle.InvalidName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ManifestPathPropertiesTest {

    @Property
    void anyTextIsRefusedCleanlyOrStaysInTheFolderItIsUnpackedIn(@ForAll("almostPaths") String text) {
        try {
            ManifestPath path = ManifestPath.parse(text);

            assertThat(path).hasToString(text);
            assertThat(new String(path.utf8(), StandardCharsets.UTF_8)).isEqualTo(text);
            assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).isTrue();
            Path folder = Path.of("/unpacked");
            Path file = folder.resolve(text);
            assertThat(file.normalize().startsWith(folder)).isTrue();
            assertThat(file.normalize().toString()).isEqualTo("/unpacked/" + text);
        } catch (InvalidName refused) {
            assertThat(refused.getMessage()).doesNotContain("\n");
        }
    }

    @Property
    void aGoodLookNeverOverrulesTheRules(@ForAll("almostPaths") String text) {
        if (PlainPath.is(text)) {
            assertThat(PathRules.all(text)).isEmpty();
        }
    }

    @Property
    void orderIsThatOfUnsignedBytes(@ForAll("paths") ManifestPath left, @ForAll("paths") ManifestPath right) {
        int byCodePoint = Arrays.compare(
                left.toString().codePoints().toArray(),
                right.toString().codePoints().toArray());

        assertThat(Integer.signum(left.compareTo(right))).isEqualTo(Integer.signum(byCodePoint));
        assertThat(left.compareTo(right) == 0).isEqualTo(left.equals(right));
    }

    @Provide
    Arbitrary<String> almostPaths() {
        Arbitrary<String> segments = Arbitraries.oneOf(
                Arbitraries.of(
                        "", ".", "..", "a", "A.txt", "con", "nul.txt", "C:", "a ", "a.", "~", "\\", "COM1", "lpt9.x",
                        "prn ", "aux", "e\u0301"),
                Arbitraries.strings().ofMaxLength(8));
        return segments.list().ofMaxSize(5).map(parts -> String.join("/", parts));
    }

    @Provide
    Arbitrary<ManifestPath> paths() {
        return SamplePaths.paths();
    }
}
