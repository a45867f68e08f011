package dev.pedigree.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvalidNameTest {

    @Test
    void aQuoteShowsControlCharacters() {
        assertThat(InvalidName.quote("a\nb\u0000")).isEqualTo("'a\\u000ab\\u0000'");
    }

    @Test
    void aLongTextIsCut() {
        assertThat(InvalidName.quote("x".repeat(1000))).hasSizeLessThan(130).endsWith("...'");
    }
}
