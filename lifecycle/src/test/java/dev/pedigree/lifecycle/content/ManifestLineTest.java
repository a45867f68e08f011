package dev.pedigree.lifecycle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.InvalidName;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestLineTest {

    private static final String HEX = "0f".repeat(32);

    @Test
    void itIsWrittenInOneWay() {
        ManifestLine line = new ManifestLine(Digest.parse("sha256:" + HEX), 12, ManifestPath.parse("a b/c"));

        assertThat(line).hasToString(HEX + " 12 a b/c\n");
    }

    @Property
    void writtenItIsReadBackTheSame(@ForAll("lines") ManifestLine line) {
        assertThat(ManifestLine.parse(line.toString())).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" 1 a", " 01 a\n", " -1 a\n", " +1 a\n", "  1 a\n", " 1 a\n\n", " 1 \n", " 1 a\r\n", " 1 ../a\n"
            })
    void anythingElseIsRefused(String rest) {
        assertThatThrownBy(() -> ManifestLine.parse(HEX + rest)).isInstanceOf(InvalidName.class);
    }

    @Test
    void aSizeIsNotNegative() {
        assertThatThrownBy(() -> new ManifestLine(Digest.parse("sha256:" + HEX), -1, ManifestPath.parse("a")))
                .isInstanceOf(InvalidName.class)
                .hasMessage("the size of a is negative");
    }

    @Provide
    Arbitrary<ManifestLine> lines() {
        return SamplePaths.lines();
    }
}
