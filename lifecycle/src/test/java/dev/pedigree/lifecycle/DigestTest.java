package dev.pedigree.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void itIsSha256OfTheContent() {
        Digest digest = Digest.ofContent("abc".getBytes(StandardCharsets.US_ASCII));

        assertThat(digest).hasToString("sha256:" + OF_ABC);
        assertThat(digest.hex()).isEqualTo(OF_ABC);
        assertThat(digest.bytes()).hasSize(Digest.LENGTH);
    }

    @Property
    void printedItIsReadBackTheSame(@ForAll @Size(Digest.LENGTH) byte[] bytes) {
        Digest digest = Digest.of(bytes);

        assertThat(Digest.parse(digest.toString())).isEqualTo(digest).hasSameHashCodeAs(digest);
        assertThat(digest.bytes()).isEqualTo(bytes);
    }

    @Property
    void itSortsAsItsDigitsDo(@ForAll @Size(Digest.LENGTH) byte[] left, @ForAll @Size(Digest.LENGTH) byte[] right) {
        int order = Digest.of(left).compareTo(Digest.of(right));

        assertThat(Integer.signum(order))
                .isEqualTo(Integer.signum(
                        Digest.of(left).hex().compareTo(Digest.of(right).hex())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                OF_ABC,
                "sha256:",
                "sha512:" + OF_ABC,
                "SHA256:" + OF_ABC,
                "sha256:" + OF_ABC + "0",
                "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "sha256:xa7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Digest.parse(text))
                .isInstanceOf(InvalidName.class)
                .hasMessageContaining("64 lower-case hexadecimal digits");
    }

    @Test
    void itsBytesCannotBeChangedFromOutside() {
        byte[] bytes = new byte[Digest.LENGTH];
        Digest digest = Digest.of(bytes);
        bytes[0] = 1;
        digest.bytes()[1] = 1;

        assertThat(digest).isEqualTo(Digest.of(new byte[Digest.LENGTH]));
    }

    @Test
    void itHasThirtyTwoBytes() {
        assertThatThrownBy(() -> Digest.of(new byte[20]))
                .isInstanceOf(InvalidName.class)
                .hasMessage("a SHA-256 digest has 32 bytes, not 20");
    }
}
