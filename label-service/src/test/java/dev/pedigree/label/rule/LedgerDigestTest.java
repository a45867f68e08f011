package dev.pedigree.label.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lifecycle.Digest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LedgerDigestTest {
    private static final Digest SCHEMA = Digest.ofContent("schema".getBytes(StandardCharsets.UTF_8));
    private static final String KNOWN = "sha256:aa6dcfb9365867cbeba1c4541f0d5daab4c5f4e1f7eea495fd516de49eaafb91";
    private static final ChangeRow ROW = new ChangeRow(
            new ChangeRow.Key("ä/1", "", "ann"),
            Optional.of("cat"),
            Optional.empty(),
            Optional.of("{\"a\": 1}"),
            Optional.empty(),
            Optional.of("human"),
            Optional.empty(),
            Optional.of(new BigDecimal("0.5")),
            Optional.of(Instant.parse("2026-01-01T00:00:00.000001Z")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    @Test
    void aRowIsWrittenWithTheLengthOfEveryFieldInBytes() {
        assertThat(ROW.canonical())
                .isEqualTo("4:ä/1" + "0:" + "3:ann" + "3:cat" + "-" + "8:{\"a\": 1}" + "-" + "5:human" + "-"
                        + "9:500000000" + "16:1767225600000001" + "-" + "-" + "-");
    }

    /// Computed once and written down: a digest that changes is a ledger that is lost.
    @Test
    void theDigestIsWhatItAlwaysWas() {
        LedgerDigest digest = new LedgerDigest(Optional.empty(), ChangeKind.INITIAL, SCHEMA, ClassMoves.none());
        digest.add(ROW.canonical());
        assertThat(digest.finish()).hasToString(KNOWN);
    }

    @Test
    void everythingItCoversCounts() {
        ClassMoves moves = ClassMoves.of(Map.of("cat", List.of("feline", "lion")));
        ClassMoves reordered = ClassMoves.of(Map.of("cat", List.of("lion", "feline")));
        Digest plain = digest(Optional.empty(), ChangeKind.INITIAL, SCHEMA, ClassMoves.none());
        assertThat(List.of(
                        plain,
                        digest(Optional.of(plain), ChangeKind.INITIAL, SCHEMA, ClassMoves.none()),
                        digest(Optional.empty(), ChangeKind.ADDITIVE, SCHEMA, ClassMoves.none()),
                        digest(Optional.empty(), ChangeKind.INITIAL, plain, ClassMoves.none()),
                        digest(Optional.empty(), ChangeKind.INITIAL, SCHEMA, moves)))
                .doesNotHaveDuplicates();
        assertThat(digest(Optional.empty(), ChangeKind.SCHEMA, SCHEMA, moves))
                .isEqualTo(digest(Optional.empty(), ChangeKind.SCHEMA, SCHEMA, reordered));
    }

    private static Digest digest(Optional<Digest> parent, ChangeKind kind, Digest schema, ClassMoves moves) {
        return new LedgerDigest(parent, kind, schema, moves).finish();
    }
}
