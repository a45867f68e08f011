package dev.pedigree.label.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.label.engine.DuckEngine;
import dev.pedigree.label.engine.DuckSettings;
import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.engine.Session;
import dev.pedigree.label.rule.ChangeRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The engine writes rows for the digest as the rule book does.
final class CanonicalRowsTest {
    private static final Engine ENGINE =
            DuckEngine.open(new DuckSettings(128, 128, 1, 4), Path.of("target", "spill"), List.of(Path.of("target")));

    @Property(tries = 100)
    void theEngineSaysTheSame(@ForAll("rows") ChangeRow row) {
        try (Session session = ENGINE.openShared()) {
            String canonical = session.query(sql -> {
                sql.execute(Tables.FIELD);
                sql.execute(
                        """
                        create temp table sound as
                        select ?::varchar as sample, ?::varchar as object, ?::varchar as annotator, ?::varchar as class,
                               ?::varchar as original, ?::varchar as attributes, ?::varchar as geometry,
                               ?::varchar as source, ?::varchar as model, ?::decimal(10, 9) as confidence,
                               ?::timestamp as labelled_at, ?::varchar as path, ?::varchar as corrector,
                               ?::varchar as reason\
                        """,
                        row.key().sample(),
                        row.key().object(),
                        row.key().annotator(),
                        row.label().orElse(null),
                        row.original().orElse(null),
                        row.attributes().orElse(null),
                        row.geometry().orElse(null),
                        row.source().orElse(null),
                        row.model().orElse(null),
                        row.confidence().orElse(null),
                        row.at()
                                .map(time -> LocalDateTime.ofInstant(time, ZoneOffset.UTC))
                                .orElse(null),
                        row.path().orElse(null),
                        row.corrector().orElse(null),
                        row.reason().orElse(null));
                return (String) sql.fetchValue(Tables.CANONICAL);
            });
            assertThat(canonical).isEqualTo(row.canonical());
        }
    }

    @Provide
    Arbitrary<ChangeRow> rows() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(20).filter(CanonicalRowsTest::isText);
        Arbitrary<Optional<String>> maybe =
                text.filter(value -> !value.isEmpty()).optional();
        Arbitrary<ChangeRow.Key> keys = Combinators.combine(text, text, text).as(ChangeRow.Key::new);
        Arbitrary<Optional<BigDecimal>> numbers = Arbitraries.doubles()
                .between(0, 1)
                .map(value -> BigDecimal.valueOf(value).setScale(9, RoundingMode.HALF_UP))
                .optional();
        Arbitrary<Optional<Instant>> times = Arbitraries.longs()
                .between(-1_000_000_000_000_000L, 4_000_000_000_000_000L)
                .map(micros -> Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS))
                .optional();
        return Combinators.combine(keys, maybe.list().ofSize(9), numbers, times)
                .as((key, texts, confidence, at) -> new ChangeRow(
                        key,
                        texts.get(0),
                        texts.get(1),
                        texts.get(2),
                        texts.get(3),
                        texts.get(4),
                        texts.get(5),
                        confidence,
                        at,
                        texts.get(6),
                        texts.get(7),
                        texts.get(8)));
    }

    /// Half a surrogate pair is no text, and a zero byte is refused when a file is read.
    private static boolean isText(String value) {
        return value.chars().noneMatch(character -> character == 0 || Character.isSurrogate((char) character));
    }
}
