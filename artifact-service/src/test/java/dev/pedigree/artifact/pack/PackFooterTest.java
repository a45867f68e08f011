package dev.pedigree.artifact.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.artifact.blob.Encoding;
import dev.pedigree.artifact.pack.PackFooter.Entry;
import dev.pedigree.artifact.pack.PackFooter.Trailer;
import dev.pedigree.lifecycle.Digest;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PackFooterTest {
    private static final List<Entry> ENTRIES = List.of(
            new Entry(Digest.ofContent(new byte[] {1}), 0, 10, 20, Encoding.ZSTD),
            new Entry(Digest.ofContent(new byte[] {2}), 10, 5, 5, Encoding.IDENTITY));

    private final byte[] footer = PackFooter.write(15, ENTRIES);

    @Test
    void whatWasWrittenIsReadBack() {
        Trailer trailer = trailer(footer, 15 + footer.length).orElseThrow();

        assertThat(trailer.offset()).isEqualTo(15);
        assertThat(PackFooter.readEntries(trailer, entries(footer))).contains(ENTRIES);
    }

    @Property
    void noFooterWithAFlippedBitIsRead(@ForAll @IntRange(max = 8 * 128 - 1) int bit) {
        byte[] flipped = footer.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);

        assertThat(trailer(flipped, 15 + flipped.length)
                        .flatMap(trailer -> PackFooter.readEntries(trailer, entries(flipped))))
                .isEmpty();
    }

    @Test
    void anObjectOfAnotherSizeIsNoPack() {
        assertThat(trailer(footer, 14 + footer.length)).isEmpty();
        assertThat(PackFooter.readTrailer(new byte[PackFooter.TRAILER - 1], 100))
                .isEmpty();
    }

    private static java.util.Optional<Trailer> trailer(byte[] footer, long size) {
        return PackFooter.readTrailer(
                Arrays.copyOfRange(footer, footer.length - PackFooter.TRAILER, footer.length), size);
    }

    private static byte[] entries(byte[] footer) {
        return Arrays.copyOf(footer, footer.length - PackFooter.TRAILER);
    }
}
